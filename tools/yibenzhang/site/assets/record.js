/* 一本账: the page of a catalog. Downloads, a filter for many items, the permanent link, folds opened for print. */
(function () {
  "use strict";
  var ybz = window.ybz;
  var MANY = 20;
  var MISSING = "没有载入，请刷新页面再试";

  /* The sources of the page's department: its file of data/ calls this. */
  var own = null;
  window.ybzSource = function (source) { own = source; };

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /* YAML as the ledger reads it: plain text stays text; whole numbers and true, false are what they are, nothing is null. */
  function values(text) {
    var yaml = window.jsyaml;
    function plain(tag, pattern, made) {
      return new yaml.Type("tag:yaml.org,2002:" + tag, {
        kind: "scalar",
        resolve: function (data) { return data === null ? tag === "null" : pattern.test(data); },
        construct: made
      });
    }
    return yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA.extend({ implicit: [
      plain("null", /^$/, function () { return null; }),
      plain("bool", /^(true|false)$/, function (data) { return data === "true"; }),
      plain("int", /^(0|-?[1-9][0-9]{0,14})$/, Number)
    ] }) });
  }

  /* The fields and items of the page as sheets: what it shows is what is saved. */
  function words(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll("small, b, i").forEach(function (part) { part.prepend(" "); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function sheets(page) {
    var rows = [["栏目", "字段", "内容"], ["", "数据目录名称", words(page.querySelector("h1"))]];
    var summary = page.querySelector(".ybz-summary");
    if (summary) rows.push(["", "摘要", words(summary)]);
    page.querySelectorAll(".ybz-facts > dt").forEach(function (label) {
      var heading = label.closest("section").querySelector("h2");
      var value = label.nextElementSibling, several = Array.from(value.querySelectorAll(":scope > span"));
      rows.push([words(heading), words(label), (several.length ? several : [value]).map(words).join("、")]);
    });
    var found = [{ name: "目录", widths: [14, 22, 90], head: 1, rows: rows }];
    [["items", "数据项"], ["resources", "挂载资源"]].forEach(function (each) {
      var table = page.querySelector("#" + each[0] + " table");
      if (!table) return;
      var heads = Array.from(table.tHead.rows[0].cells).map(words);
      var lines = Array.from(table.tBodies[0].rows).map(function (row, place) {
        return [place + 1].concat(Array.from(row.cells).map(words));
      });
      found.push({
        name: each[1], head: 1, widths: [6].concat(heads.map(function (_, place) { return place ? 16 : 26; })),
        rows: [["序号"].concat(heads)].concat(lines)
      });
    });
    return found;
  }

  function source(page, done, failed) {
    var key = page.dataset.ybzRecord;
    ybz.load("../data/" + page.dataset.ybzSource + ".js", function () {
      var text = own ? ybz.text(own, key) : undefined;
      if (text === undefined) failed();
      else done(text);
    }, failed);
  }

  function saver(page, kind, say) {
    var name = words(page.querySelector("h1")) + "." + kind;
    function failed() { say(MISSING); }
    function saved(blob) {
      ybz.save(blob, name);
      say("已下载 " + name);
    }
    return function () {
      say("");
      ybz.load("../assets/sheets.js", function () {
        if (kind === "xlsx") {
          ybz.xlsx(sheets(page), "../").then(saved, failed);
          return;
        }
        source(page, function (text) {
          if (kind === "yaml") {
            saved(new Blob([text], { type: "application/yaml;charset=utf-8" }));
            return;
          }
          ybz.load("../assets/vendor/js-yaml/js-yaml.min.js", function () {
            var found;
            try { found = values(text); } catch (error) {
              say("这份文件写法有误，不能转成 JSON：请下载 YAML");
              return;
            }
            saved(new Blob([JSON.stringify(found, null, 2) + "\n"], { type: "application/json" }));
          }, failed);
        }, failed);
      }, failed);
    };
  }

  /* The clipboard needs https; a selected field does not. */
  function copy(text, said, say) {
    var field = ybz.make("input", { class: "ybz-copied", readonly: true, "aria-hidden": "true", tabindex: "-1" });
    field.value = text;
    document.body.append(field);
    field.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    field.remove();
    say(done ? said + "：" + text : "请自己复制：" + text);
  }

  function actions(page) {
    var box = page.querySelector(".ybz-acts");
    var said = ybz.make("output", { class: "ybz-said", "aria-live": "polite" });
    function say(text) { said.textContent = text; }
    function button(text, label, act) {
      return ybz.make("button", { class: "ybz-act", type: "button", text: text, "aria-label": label, onclick: act });
    }
    var focus = ybz.make("span", { class: "ybz-saves", role: "group", "aria-label": "下载" }, "下载 ");
    [["xlsx", "（Excel 表格）"], ["yaml", "（原文）"], ["json", ""]].forEach(function (kind) {
      focus.append(button(kind[0].toUpperCase(), "下载 " + kind[0].toUpperCase() + kind[1], saver(page, kind[0], say)));
    });
    box.append(focus, button("复制永久链接", null, function () {
      /* Where the ledger names no address of its site, the one the page was opened at is all there is. */
      var link = document.getElementById("permanent");
      if (link) copy(link.textContent, "已复制永久链接", say);
      else copy(location.href.replace(/[?#].*$/, ""), "没有登记网站地址（base_url），已复制本页地址", say);
      this.focus();
    }), said);
  }

  function finder(section) {
    var rows = Array.from(section.querySelectorAll("tbody tr"));
    if (rows.length <= MANY) return;
    var all = rows.map(function (row) { return fold(row.textContent); });
    var count = ybz.make("output", { class: "ybz-count", "aria-live": "polite", text: "共 " + rows.length + " 项" });
    var input = ybz.make("input", {
      class: "ybz-input", type: "search", "aria-label": "在数据项里查找", placeholder: "在数据项里查找", autocomplete: "off", spellcheck: "false"
    });
    input.addEventListener("input", function () {
      var wanted = fold(input.value).split(/\s+/).filter(Boolean);
      var hits = 0;
      rows.forEach(function (row, place) {
        var hit = wanted.every(function (word) { return all[place].includes(word); });
        /* Not hidden: a row that is left out keeps its number. */
        row.classList.toggle("ybz-out", !hit);
        if (hit) hits += 1;
      });
      count.textContent = "共 " + rows.length + " 项" + (wanted.length ? "，符合 " + hits : "");
    });
    section.insertBefore(ybz.make("div", { class: "ybz-finder" }, input, count), section.querySelector(".ybz-scroll"));
  }

  /* A fold opens when something in it is asked for by the address. */
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target && target.closest("details");
    if (fold) fold.open = true;
  }

  function print() {
    var opened = [];
    addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll(".ybz-record details:not([open])"));
      opened.forEach(function (each) { each.open = true; });
    });
    addEventListener("afterprint", function () {
      opened.forEach(function (each) { each.open = false; });
      opened = [];
    });
  }

  /* What is on the page: a link to each section, by its title without the remark. */
  function contents(page) {
    var list = page.querySelector(".ybz-jump");
    page.querySelectorAll(".ybz-section[id] > h2").forEach(function (title) {
      list.append(ybz.make("a", { href: "#" + title.parentNode.id, text: title.firstChild.textContent.trim() }));
    });
  }

  function start() {
    var page = document.querySelector(".ybz-record");
    if (!page || !ybz) return;
    contents(page);
    actions(page);
    var items = document.getElementById("items");
    if (items) finder(items);
    print();
    try { unfold(); } catch (error) { return; }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
