/* 一本账: 数据项, every name of an item in use: which catalogs hold it, and where they disagree on what it is. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  var make = ybz.make;
  var STEP = 100;
  var HOLDERS = 8;
  var TYPES = "类型不一致", LENGTHS = "长度不一致";

  /* One entry a name: forms [number, catalogs], rows, conflict. Those most held first. */
  function gather(ledger) {
    var items = ledger.items, entries = items.names.map(function (name, place) { return { name: name, place: place, forms: new Map(), rows: [] }; });
    var active = ledger.data.words.state.indexOf(ybz.DEFAULT_STATE);
    for (var row = 0; row < ledger.count; row++) {
      if (ledger.columns.state[row] !== active) continue;
      items.lists[items.rows[row]].forEach(function (kind) {
        var entry = entries[items.kinds[0][kind]], form = items.kinds[1][kind];
        entry.forms.set(form, (entry.forms.get(form) || 0) + 1);
        if (entry.rows[entry.rows.length - 1] !== row) entry.rows.push(row);
      });
    }
    entries = entries.filter(function (entry) { return entry.rows.length; });
    entries.forEach(function (entry) {
      entry.forms = Array.from(entry.forms).sort(function (a, b) { return b[1] - a[1] || compare(ledger.form(a[0]), ledger.form(b[0])); });
      var types = new Set(entry.forms.map(function (form) { return items.data.forms[form[0]][0]; }));
      entry.conflict = entry.forms.length < 2 ? "" : types.size > 1 ? TYPES : LENGTHS;
    });
    return entries.sort(function (a, b) { return b.rows.length - a.rows.length || compare(a.name, b.name); });
  }

  /* By code point, as the static list. */
  function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function line(ledger, entry, words) {
    var all = "catalogs.html?item=" + encodeURIComponent(entry.name);
    function cell(label) { return make("td", { "data-label": label }); }
    var name = ybz.mark(cell("数据项"), entry.name, ledger.itemHits(entry.place, words, 2));
    if (entry.conflict) name.append(" ", make("span", { class: "ybz-gap", text: entry.conflict }));
    var forms = cell("类型与长度");
    entry.forms.forEach(function (form) {
      var part = make("span", { class: "ybz-part", text: ledger.form(form[0]) });
      if (entry.conflict) part.append(" ", make("small", { text: form[1] + " 份" }));
      forms.append(part);
    });
    var number = cell("目录数"), holders = cell("哪些目录有");
    number.append(make("a", { href: all, text: String(entry.rows.length) }));
    entry.rows.slice(0, HOLDERS).forEach(function (row) {
      holders.append(make("span", { class: "ybz-part" }, make("a", { href: ledger.url(row) + "#items", text: ledger.text("name", row) }), " ", make("small", { text: ledger.word("department", row) })));
    });
    if (entry.rows.length > HOLDERS) holders.append(make("span", { class: "ybz-part" }, make("a", { href: all, text: "全部 " + entry.rows.length + " 份目录" })));
    return make("tr", {}, name, forms, number, holders);
  }

  function page(form) {
    var ledger = ybz.open(window.ybzLedger);
    ledger.addItems(window.ybzItems);
    var entries = gather(ledger), body = document.getElementById("ybz-dictionary").tBodies[0];
    var count = form.querySelector("output"), more = document.querySelector(".ybz-more"), hint = document.querySelector(".ybz-first");
    var texts = entries.map(function (entry) { return ybz.fold(entry.name) + "\n" + ledger.items.letters.texts[entry.place]; });
    var found = [], words = [], shown = 0, writing = 0;

    /* Whether a name holds a word, or the standard terms of it. */
    function holds(text, word) {
      return text.includes(word) || (ledger.alike(word) || [[word]]).every(function (group) { return group.some(function (term) { return text.includes(term); }); });
    }

    function grow() {
      var part = document.createDocumentFragment();
      found.slice(shown, shown + STEP).forEach(function (entry) { part.append(line(ledger, entry, words)); });
      shown = Math.min(found.length, shown + STEP);
      body.append(part);
      more.hidden = shown >= found.length;
    }

    function run() {
      var conflicts = Array.from(form.querySelectorAll("[name=conflict]:checked"), function (box) { return box.value; });
      words = ybz.words(form.elements.q.value);
      found = entries.filter(function (entry, place) {
        return (!conflicts.length || conflicts.includes(entry.conflict)) && (!form.elements.shared.checked || entry.rows.length > 1) &&
          words.every(function (word) { return holds(texts[place], word); });
      });
      words = words.concat.apply(words, ledger.alsoBy(words).map(function (each) { return each[1]; }));
      body.textContent = "";
      shown = 0;
      grow();
      count.textContent = "共 " + entries.length + " 个数据项" + (found.length < entries.length ? "，符合 " + found.length : "");
    }

    function write() {
      var state = new URLSearchParams(new FormData(form));
      if (!state.get("q")) state.delete("q");
      try { history.replaceState(null, "", location.pathname + (String(state) ? "?" + state : "")); } catch (error) { return; }
    }

    function read() {
      var given = new URLSearchParams(location.search);
      form.elements.q.value = given.get("q") || "";
      form.querySelectorAll("[type=checkbox]").forEach(function (box) { box.checked = given.getAll(box.name).includes(box.value); });
    }

    function changed(event) {
      if (event.isComposing) return;
      run();
      clearTimeout(writing);
      writing = setTimeout(write, 300);
    }
    form.addEventListener("input", changed);
    form.addEventListener("compositionend", changed);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    more.querySelector("button").addEventListener("click", grow);
    read();
    form.hidden = false;
    if (hint) hint.remove();
    run();
  }

  function start() {
    var form = document.getElementById("ybz-dictionary-form");
    if (form && window.ybzLedger && window.ybzItems) page(form);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
