/* 一本账: 目录检索. Joins the parts: what is looked for (search-state), the ledger (search-ledger), the facets, the rows. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  var make = ybz.make;
  var NARROW = "(max-width: 44.9375em)";
  var PRINTED = 1000;
  var ITEMS = "assets/items.js";

  function page(data, host) {
    var ledger = ybz.open(data), facets = ybz.facets(ledger), order = ybz.sorter(ledger);
    var state = ybz.readState(), found = { rows: [], counts: [] }, shownWords = [], current = null, writing = 0, pushed = false;
    var narrow = window.matchMedia(NARROW), loading = "", nearing = 0;

    /* What is on the page. */
    var input = make("input", {
      class: "ybz-input", type: "search", name: "q", "aria-label": "查找目录", autocomplete: "off", spellcheck: "false",
      placeholder: "名称、代码、部门、关键字、数据项或拼音首字母；几个词用空格隔开"
    });
    var form = make("form", { class: "ybz-ask", role: "search", "aria-label": "目录检索" }, input, make("button", { class: "ybz-ask-go", type: "submit", text: "查找" }));
    var count = make("output", { class: "ybz-count", "aria-live": "polite" }), aside = make("span", { class: "ybz-aside" });
    var also = make("p", { class: "ybz-also", hidden: true });
    var chips = make("ul", { class: "ybz-chosen", "aria-label": "筛选条件" });
    var panel = ybz.facetPanel(facets, function (param, value, on) { choose(param, value, on); });
    var finish = make("button", { class: "ybz-ask-go", type: "button" });
    var drawer = make("div", { class: "ybz-drawer", id: "ybz-drawer" },
      make("div", { class: "ybz-drawer-head" }, make("h2", { text: "筛选" }), make("button", { class: "ybz-tool ybz-drawer-close", type: "button", text: "关闭", onclick: shut })),
      panel, make("div", { class: "ybz-drawer-foot" }, finish));
    var opener = make("button", { class: "ybz-tool ybz-opener", type: "button", "aria-expanded": "false", "aria-controls": "ybz-drawer", text: "筛选" });
    var sorting = make("select", { "aria-label": "排序" });
    var columns = make("div", { role: "group", "aria-label": "显示哪些列" });
    var chooser = ybz.popup("列", columns, "columns");
    var files = ybz.popup("下载", make("div", {}, file("Excel 工作簿（xlsx）", "xlsx"), file("CSV（UTF-8）", "csv"), make("small", { text: "下载的是现在筛选出来的全部目录" })), "download");
    var tools = make("div", { class: "ybz-tools" }, opener, count, aside, make("label", { class: "ybz-select" }, make("span", { text: "排序" }), sorting), chooser, files);
    var grid = make("div", { class: "ybz-rows" }), cards = make("div", { class: "ybz-cardlist" });
    var empty = make("div", { class: "ybz-empty", hidden: true });
    var preview = ybz.preview(ledger, function () { open(null); }, step, function () { return narrow.matches; }, home);
    var results = make("div", { class: "ybz-results", id: "ybz-results", role: "region", "aria-label": "结果", tabindex: "-1" }, tools, empty, grid, cards);
    var skip = make("a", { class: "ybz-skip ybz-skip-facets", href: "#ybz-results", text: "跳到结果" });
    skip.addEventListener("click", function (event) {
      event.preventDefault();
      results.focus();
    });
    host.append(skip, drawer, make("div", { class: "ybz-found" }, form, also, chips, results), preview);

    var views = {};
    function view() {
      var key = narrow.matches ? "cards" : "grid";
      grid.hidden = key !== "grid";
      cards.hidden = key !== "cards";
      views[key] = views[key] || (key === "grid" ? ybz.grid(grid, ledger, open, sortBy) : ybz.cards(cards, ledger, open));
      return views[key];
    }

    /* Finding. */
    function run() {
      var words = ybz.words(state.q), sums = ledger.match(words);
      var only = state.chosen.item.size ? ledger.rowsWithItem(state.chosen.item) : null;
      var tally = ybz.tally(ledger, facets, state.chosen, sums, only);
      found = { rows: sorted(tally.hits, sums), counts: tally.counts, words: words, sums: sums, only: only };
      shownWords = words;
      empty.hidden = Boolean(found.rows.length);
      if (!found.rows.length) suggest();
      view().show(found.rows, words, state.sort, shownColumns());
      panel.update(tally.counts, state.chosen);
      tell();
    }

    function sorted(rows, sums) {
      if (state.sort) return order(rows, state.sort);
      if (!sums) return rows;
      var steps = [];
      rows.forEach(function (row) { (steps[sums[row]] = steps[sums[row]] || []).push(row); });
      return [].concat.apply([], steps.reverse().filter(Boolean));
    }

    function restricted() {
      return Boolean(state.q.trim() || ybz.chosenPairs(state).length);
    }

    function stateCount(word) {
      var place = facets.findIndex(function (facet) { return facet.key === "state"; });
      var option = facets[place].options.findIndex(function (each) { return each.value === word; });
      return option < 0 ? 0 : found.counts[place][option];
    }

    function isDefault() {
      return state.chosen.state.size === 1 && state.chosen.state.has(ybz.DEFAULT_STATE);
    }

    function tell() {
      var number = ybz.count(found.rows.length);
      count.textContent = (restricted() ? "符合 " : isDefault() ? "在用目录 " : "目录 ") + number + " 份" + loading;
      aside.textContent = "";
      if (isDefault()) others(aside);
      var pairs = ybz.chosenPairs(state);
      opener.textContent = pairs.length ? "筛选（" + pairs.length + "）" : "筛选";
      finish.textContent = "查看 " + number + " 份";
      var terms = ledger.alsoBy(found.words);
      also.hidden = !terms.length;
      also.textContent = terms.map(function (each) { return "「" + each[0] + "」按「" + each[1].join("」「") + "」也找"; }).join("；");
      chips.textContent = "";
      pairs.forEach(function (pair) {
        var text = label(pair[0]) + "：" + (pair[1] === ybz.ANY ? "全部" : pair[1]) + (unknownValue(pair) ? "（本账没有）" : "");
        var drop = make("button", { class: "ybz-chip", type: "button", "aria-label": "去掉 " + text, title: "去掉" }, make("span", { text: text }), make("span", { class: "ybz-cross", "aria-hidden": "true", text: "×" }));
        drop.addEventListener("click", function () { choose(pair[0], pair[1], false); });
        chips.append(make("li", {}, drop));
      });
      state.unknown.forEach(function (key) {
        var text = "不认识的条件：" + key;
        var drop = make("button", { class: "ybz-chip ybz-stray", type: "button", "aria-label": "去掉 " + text, title: "没有按它筛选" }, make("span", { text: text }), make("span", { class: "ybz-cross", "aria-hidden": "true", text: "×" }));
        drop.addEventListener("click", function () {
          state.unknown = state.unknown.filter(function (each) { return each !== key; });
          write(false);
          tell();
        });
        chips.append(make("li", {}, drop));
      });
      if (pairs.length) chips.append(make("li", {}, make("button", { class: "ybz-clear", type: "button", text: "清除全部", onclick: clear })));
      chips.hidden = !pairs.length && !state.unknown.length;
      sorting.options[0].textContent = state.q.trim() ? "相关程度" : "默认";
      showOrder();
    }

    function others(node) {
      [["已下架", "已下架 "], ["待修改", "待修改 "]].forEach(function (pair) {
        var number = stateCount(pair[0]);
        if (!number) return;
        node.append(node.childNodes.length ? "、" : "另有", make("button", { class: "ybz-link", type: "button", text: pair[1] + ybz.count(number) + " 份", onclick: function () { only(pair[0]); } }));
      });
    }

    function only(word) {
      state.chosen.state = new Set([word]);
      write(true);
      run();
    }

    /* A value that no catalog has; days of change are open, items are known when their names are there. */
    function unknownValue(pair) {
      if (pair[1] === ybz.ANY || (pair[0] === "changed" && /^\d{4}(-\d\d){0,2}$/.test(pair[1]))) return false;
      if (pair[0] === "item") return Boolean(ledger.items) && !ledger.items.names.includes(pair[1]);
      return !facets.some(function (facet) { return facet.options.some(function (option) { return option.param === pair[0] && option.value === pair[1]; }); });
    }

    function label(param) {
      if (param === "item") return "数据项";
      if (param === "region") return "地区";
      if (param === "department") return "部门";
      return facets.find(function (facet) { return facet.key === param; }).label;
    }

    /* Nothing found: what would help. */
    function suggest() {
      empty.textContent = "";
      empty.append(make("h2", { text: "没有符合的目录" }));
      var list = make("ul");
      var plain = { chosen: {} };
      ybz.clearState(plain);
      var free = ybz.tally(ledger, facets, plain.chosen, found.sums, null).hits.length;
      if (ybz.chosenPairs(state).length && free) list.append(make("li", {}, action("去掉全部筛选条件（有 " + ybz.count(free) + " 份）", clear)));
      ["在用", "已下架", "待修改"].forEach(function (word) {
        var number = state.chosen.state.has(word) ? 0 : stateCount(word);
        if (number) list.append(make("li", {}, action("在" + word + "的目录里找（有 " + ybz.count(number) + " 份）", function () { only(word); })));
      });
      if (state.q) list.append(make("li", { text: "换一个说法，或者少写几个字：几个词要同时符合" }));
      list.append(make("li", {}, "本账没有、又确实需要的数据：", make("a", { href: host.dataset.demand, text: "提出数据需求" })));
      empty.append(list);
      clearTimeout(nearing);
      if (found.words.length && !found.sums.some(Boolean)) nearing = setTimeout(near, 200);
    }

    /* Names like what was typed, when the reader pauses. */
    function near() {
      if (found.rows.length || !found.words.length) return;
      var names = ledger.nearest(found.words, 4), line = make("p", { class: "ybz-near" }, "您是不是找：");
      names.items.forEach(function (each) { line.append(make("a", { href: "catalogs.html?item=" + encodeURIComponent(each.name), text: each.name + "（数据项）" })); });
      names.catalogs.forEach(function (each) { line.append(make("a", { href: ledger.url(each.row), text: each.name })); });
      if (line.querySelector("a")) empty.querySelector("h2").after(line);
    }

    function action(text, act) {
      return make("button", { class: "ybz-link", type: "button", text: text, onclick: act });
    }

    /* Choosing. */
    function choose(param, value, on) {
      var set = state.chosen[param];
      if (param === "state") set.delete(ybz.ANY);
      if (on) set.add(value);
      else set.delete(value);
      if (param === "state" && !set.size) set.add(value === ybz.ANY ? ybz.DEFAULT_STATE : ybz.ANY);
      if (param === "item") needItems();
      write(true);
      run();
    }

    function clear() {
      ybz.clearState(state);
      write(true);
      run();
      input.focus();
    }

    function sortBy(key) {
      var first = key === "items" || key === "changed" ? "-" + key : key, second = first[0] === "-" ? key : "-" + key;
      state.sort = state.sort === first ? second : state.sort === second ? "" : first;
      write(false);
      run();
    }

    [
      ["", "默认"], ["name", "名称"], ["-name", "名称倒序"], ["department", "部门"], ["-department", "部门倒序"], ["-changed", "最近更新"],
      ["changed", "最久未更新"], ["-items", "数据项最多"], ["items", "数据项最少"], ["share", "共享类型"], ["-share", "共享类型倒序"],
      ["-level", "分级从高到低"], ["level", "分级从低到高"]
    ].forEach(orderEntry);

    function orderEntry(pair) {
      sorting.append(make("option", { value: pair[0], text: pair[1] }));
    }

    /* An order by a column that is no usual one is listed while it lasts. */
    function showOrder() {
      sorting.value = state.sort;
      if (sorting.value === state.sort) return;
      var column = ybz.COLUMNS.find(function (each) { return each.key === state.sort.replace(/^-/, ""); });
      orderEntry([state.sort, column.title + (state.sort[0] === "-" ? "倒序" : "")]);
      sorting.value = state.sort;
    }
    sorting.addEventListener("change", function () {
      state.sort = sorting.value;
      write(false);
      run();
    });

    function shownColumns() {
      return ybz.COLUMNS.filter(function (column) {
        return column.fixed || (state.columns ? state.columns.includes(column.key) : column.shown);
      }).map(function (column) { return column.key; });
    }

    ybz.COLUMNS.filter(function (column) { return !column.fixed; }).forEach(function (column) {
      var box = make("input", { type: "checkbox", value: column.key });
      box.addEventListener("change", function () {
        state.columns = Array.from(columns.querySelectorAll("input:checked"), function (each) { return each.value; });
        write(false);
        view().columns(shownColumns());
      });
      columns.append(make("label", {}, box, column.title));
    });

    function tick() {
      var shown = shownColumns();
      columns.querySelectorAll("input").forEach(function (box) { box.checked = shown.includes(box.value); });
    }

    /* The address: typing replaces it, a click makes a new one to go back from. Some browsers refuse on file://. */
    function write(push) {
      clearTimeout(writing);
      try {
        history[push ? "pushState" : "replaceState"](null, "", ybz.stateAddress(state));
      } catch (error) { return false; }
      return push;
    }

    window.addEventListener("popstate", function () {
      var before = listing(state);
      state = ybz.readState();
      pushed = false;
      /* Where only the preview came or went, the list stays where it is. */
      if (listing(state) !== before) {
        input.value = state.q;
        tick();
        if (searching()) needItems();
        run();
        if (views.grid) views.grid.columns(shownColumns());
      }
      restore();
    });

    function listing(of) {
      return ybz.stateAddress(Object.assign({}, of, { open: "" }));
    }

    function searching() {
      return Boolean(state.q.trim() || state.chosen.item.size);
    }

    /* One catalog. */
    function open(row, from) {
      if (row === null && pushed) return history.back();
      state.open = row === null ? "" : ledger.text("code", row);
      if (row !== null && current === null) pushed = write(true);
      else write(false);
      return show(row, from);
    }

    function show(row, from) {
      current = row;
      view().mark(row === null ? -1 : row);
      if (row === null) return preview.close();
      needItems();
      preview.open(row, shownWords, from, found.rows.indexOf(row), found.rows.length);
    }

    /* The link of a row: rows are made anew while one is looked at. */
    function home(row) {
      var line = host.querySelector('[data-row="' + row + '"]');
      line = line && (line.closest(".tabulator-row") || line);
      return (line && line.querySelector(".ybz-hit")) || input;
    }

    function step(by) {
      var next = found.rows[found.rows.indexOf(current) + by];
      if (next !== undefined) open(next);
    }

    function restore() {
      var row = state.open ? ledger.find(state.open) : -1;
      if (row >= 0) show(row);
      else if (current !== null) show(null);
    }

    /* Names of items come with the first search. */
    function needItems() {
      if (ledger.items || loading) return;
      loading = "（正在载入数据项名称……）";
      ybz.load(ITEMS, function () {
        loading = "";
        ledger.addItems(window.ybzItems);
        if (searching()) run();
        else tell();
        /* Code that ran once runs faster: the first keystroke is not to be the slowest. */
        setTimeout(function () { ledger.match(["　"]); }, 0);
        if (current !== null) preview.open(current, shownWords, false, found.rows.indexOf(current), found.rows.length);
      }, function () {
        loading = "（数据项名称没有载入，只按其他内容查找）";
        tell();
      });
    }

    /* Typing. */
    function typed() {
      state.q = input.value;
      needItems();
      run();
      clearTimeout(writing);
      writing = setTimeout(function () { write(false); }, 300);
    }
    input.addEventListener("focus", function () { setTimeout(needItems, 50); }, { once: true });
    input.addEventListener("input", function (event) { if (!event.isComposing) typed(); });
    input.addEventListener("compositionend", typed);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      typed();
      write(false);
    });

    /* Facets on a narrow screen. */
    function shut() {
      drawer.classList.remove("ybz-open");
      drawer.removeAttribute("role");
      document.body.classList.remove("ybz-drawn");
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
    }
    opener.addEventListener("click", function () {
      drawer.classList.add("ybz-open");
      drawer.setAttribute("role", "dialog");
      drawer.setAttribute("aria-label", "筛选");
      document.body.classList.add("ybz-drawn");
      opener.setAttribute("aria-expanded", "true");
      drawer.querySelector(".ybz-drawer-close").focus();
    });
    ybz.holdTab(drawer, function () { return drawer.classList.contains("ybz-open"); });
    finish.addEventListener("click", shut);
    drawer.addEventListener("keydown", function (event) { if (event.key === "Escape" && drawer.classList.contains("ybz-open")) shut(); });
    narrow.addEventListener("change", run);

    function file(text, kind) {
      return make("button", { class: "ybz-file", type: "button", text: text, "data-file": kind, onclick: function () {
        files.close();
        aside.textContent = "正在生成文件……";
        setTimeout(function () {
          ybz.download(kind, ledger, found.rows, found.words, conditions()).then(tell, function () { aside.textContent = "文件没有生成，请改用另一种格式"; });
        }, 20);
      } });
    }

    function conditions() {
      var said = ybz.chosenPairs(state).map(function (pair) { return label(pair[0]) + "：" + (pair[1] === ybz.ANY ? "全部" : pair[1]); });
      if (isDefault()) said.unshift("状态：" + ybz.DEFAULT_STATE);
      if (state.q.trim()) said.unshift("查找：" + state.q.trim());
      return said.join("；");
    }

    /* On paper: the rows as a plain table. */
    window.addEventListener("beforeprint", function () {
      var table = make("table", { class: "ybz-table" }), body = make("tbody");
      table.append(make("thead", {}, make("tr", {}, ...["目录", "代码", "部门", "共享类型", "分级", "更新周期", "状态"].map(function (head) { return make("th", { scope: "col", text: head }); }))), body);
      found.rows.slice(0, PRINTED).forEach(function (row) {
        var texts = [ledger.text("name", row), ledger.text("code", row)].concat(["department", "share", "level", "rhythm", "state"].map(function (key) { return ledger.word(key, row); }));
        body.append(make("tr", {}, ...texts.map(function (text) { return make("td", { text: text }); })));
      });
      var old = host.querySelector(".ybz-print");
      if (old) old.remove();
      host.append(make("div", { class: "ybz-print" }, make("p", { text: conditions() + "；" + found.rows.length + " 份" }), table));
    });

    /* Start: rows first, folding for the search while the reader looks at them. */
    input.value = state.q;
    tick();
    host.hidden = false;
    host.parentNode.classList.add("ybz-live");
    /* The box of every page leads here; here stands a larger one. */
    var seek = document.querySelector(".ybz-seek");
    if (seek) seek.hidden = true;
    document.getElementById("ybz-static").remove();
    run();
    restore();
    if (searching()) needItems();
    window.performance.mark("ybz-ready");
    (function fold() {
      if (ledger.prepare()) ledger.match(["　"]);
      else setTimeout(fold, 0);
    })();
  }

  function start() {
    var host = document.getElementById("ybz-search");
    if (host && window.ybzLedger) page(window.ybzLedger, host);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
