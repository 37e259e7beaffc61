/* 一本账: what every page needs. Loaded in the head, before anything is drawn, so that the colours do not change under the
   reader. Plain script, no library, nothing fetched; every page can be read without it. */
(function () {
  "use strict";
  var KEY = "ybz-look";
  var LOOKS = ["auto", "light", "dark"];
  var NAMES = { auto: "跟随系统", light: "浅色", dark: "深色" };
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var look = "auto";
  /* Some browsers keep nothing for pages opened from a disk. */
  try { look = localStorage.getItem(KEY) || "auto"; } catch (error) { look = "auto"; }
  if (LOOKS.indexOf(look) < 0) look = "auto";

  function paint() {
    var scheme = look === "dark" || (look === "auto" && dark.matches) ? "slate" : "default";
    root.setAttribute("data-md-color-scheme", scheme);
    /* The theme of the documents keeps its colours on the body. */
    if (document.body && document.body.hasAttribute("data-md-color-scheme")) document.body.setAttribute("data-md-color-scheme", scheme);
  }

  /* From the system's colours to the other ones, then to the system's own by choice, then back to following: so that the
     first press always shows. */
  function following() {
    var other = dark.matches ? "light" : "dark";
    if (look === "auto") return other;
    return look === other ? (dark.matches ? "dark" : "light") : "auto";
  }

  function name(button) {
    var next = following();
    button.dataset.look = look;
    button.setAttribute("aria-label", "外观：" + NAMES[look] + "，点按改为" + NAMES[next]);
    button.title = button.getAttribute("aria-label");
  }

  function switcher(button) {
    name(button);
    button.hidden = false;
    button.addEventListener("click", function () {
      look = following();
      try { localStorage.setItem(KEY, look); } catch (error) { /* the choice lasts as long as the page */ }
      name(button);
      paint();
    });
  }

  /* Menus of the head close when the reader turns elsewhere. */
  function menus() {
    var open = Array.from(document.querySelectorAll(".ybz-tabs details"));
    document.addEventListener("click", function (event) {
      open.forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
    });
    open.forEach(function (menu) {
      menu.addEventListener("keydown", function (event) {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      menu.addEventListener("focusout", function (event) {
        if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
      });
    });
  }

  /* On a narrow screen tables are cards, and each cell bears the name of its column. */
  function labels() {
    document.querySelectorAll(".ybz-cards").forEach(function (table) {
      var heads = Array.from(table.tHead.rows[0].cells).map(function (head) { return head.textContent; });
      table.querySelectorAll("tbody td:not(:first-child)").forEach(function (cell) {
        if (!cell.hasAttribute("data-label")) cell.setAttribute("data-label", heads[cell.cellIndex] || "");
      });
    });
  }

  root.setAttribute("data-ybz-script", "");
  paint();
  if (dark.addEventListener) dark.addEventListener("change", function () {
    document.querySelectorAll(".ybz-look").forEach(name);
    paint();
  });
  new MutationObserver(function (_, observer) {
    if (!document.body) return;
    observer.disconnect();
    paint();
  }).observe(root, { childList: true });
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".ybz-look").forEach(switcher);
    menus();
    labels();
  });
})();

/* Filters on list pages. Texts of the ledger only ever become text nodes. */
(function () {
  "use strict";
  function fold(text) {
    return String(text).normalize("NFKC").toLowerCase();
  }

  function words(text) {
    return fold(text).split(/\s+/).filter(Boolean);
  }

  /* Small tables: rows whose text holds every word. */
  function finder(box) {
    var input = box.querySelector("input");
    var count = box.querySelector("output");
    var rows = Array.from(document.querySelectorAll(".ybz-page .ybz-scroll .ybz-table tbody tr"));
    var texts = rows.map(function (row) { return fold(row.textContent); });
    box.hidden = false;
    input.addEventListener("input", function () {
      var wanted = words(input.value);
      var hits = 0;
      rows.forEach(function (row, place) {
        var hit = wanted.every(function (word) { return texts[place].includes(word); });
        row.hidden = !hit;
        if (hit) hits += 1;
      });
      count.textContent = "共 " + rows.length + " " + count.dataset.unit + (wanted.length ? "，符合 " + hits : "");
      document.querySelectorAll(".ybz-page .ybz-section").forEach(function (section) {
        var body = section.querySelector(":scope > .ybz-scroll .ybz-table tbody");
        section.hidden = Boolean(wanted.length && body && !body.querySelector("tr:not([hidden])"));
      });
    });
  }

  function start() {
    document.querySelectorAll("[data-ybz-finder]").forEach(finder);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
