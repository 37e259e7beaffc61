/* 一本账: the rows of 目录检索, as a grid on wide screens and as cards on narrow ones. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  var make = ybz.make;
  var FIRST = 60;
  var CARDS = 30;
  var ROW = 54;
  var HEAD = 40;

  /* width: least, grow: share of what is left; `shown`: unless the reader chooses otherwise. */
  ybz.COLUMNS = [
    { key: "name", title: "目录", width: 260, grow: 5, shown: true, fixed: true },
    { key: "department", title: "部门", width: 110, grow: 1, shown: true },
    { key: "domain", title: "领域", width: 78, grow: 0, shown: true },
    { key: "share", title: "共享类型", width: 100, grow: 0, shown: true },
    { key: "level", title: "分级", width: 56, grow: 0, shown: true },
    { key: "rhythm", title: "更新周期", width: 82, grow: 0, shown: true },
    { key: "items", title: "数据项", width: 70, grow: 0, shown: true, number: true },
    { key: "mount", title: "挂载", width: 68, grow: 0, shown: true },
    { key: "changed", title: "最近更新", width: 98, grow: 0, shown: true },
    { key: "state", title: "状态", width: 76, grow: 0 },
    { key: "network", title: "网络", width: 92, grow: 0 },
    { key: "library", title: "基础/主题库", width: 120, grow: 1 },
    { key: "base", title: "基础数据项集", width: 130, grow: 1 },
    { key: "keywords", title: "关键字", width: 140, grow: 2 },
    { key: "summary", title: "摘要", width: 220, grow: 4 }
  ];
  var TEXTS = { name: 1, keywords: 1, summary: 1 };
  var DASH = "—";

  /* What stands in a column of a row: a text, or a number. */
  ybz.value = function (ledger, key, row) {
    if (key === "items") return ledger.columns.items[row];
    return TEXTS[key] ? ledger.text(key, row) : ledger.word(key, row);
  };

  /* Puts rows in order: "name", "-changed"; rows without a value come last, equal ones stay as they were. */
  ybz.sorter = function (ledger) {
    var collator = new Intl.Collator("zh-Hans-CN", { numeric: true }), ranks = {};
    var fixed = { level: 1, mount: 1, state: 1 };
    function ranked(texts) {
      var order = Array.from(new Set(texts)).sort(collator.compare), places = new Map();
      order.forEach(function (text, place) { places.set(text, text ? place + 1 : 0); });
      return Int32Array.from(texts, function (text) { return places.get(text); });
    }
    function rank(key) {
      if (ranks[key]) return ranks[key];
      if (key === "items") return (ranks[key] = ledger.columns.items);
      var rows = Array.from({ length: ledger.count }, function (_, row) { return row; });
      if (TEXTS[key]) return (ranks[key] = ranked(rows.map(function (row) { return ledger.text(key, row); })));
      var words = ledger.data.words[key].map(function (word) { return key === "department" ? word[0] : Array.isArray(word) ? word.join("、") : word; });
      var places = fixed[key] || key === "share" || key === "domain" || key === "rhythm" ? words.map(function (word, place) { return word ? place + 1 : 0; }) : ranked(words);
      return (ranks[key] = Int32Array.from(ledger.columns[key], function (word) { return places[word]; }));
    }
    return function (rows, sort) {
      var down = sort[0] === "-", key = down ? sort.slice(1) : sort;
      if (!ybz.COLUMNS.some(function (column) { return column.key === key; })) return rows;
      var found = rank(key), turn = down ? -1 : 1;
      return rows.slice().sort(function (a, b) {
        var one = found[a], two = found[b];
        if (one === two) return a - b;
        if (!one || !two) return key === "items" ? turn * (one - two) : one ? -1 : 1;
        return turn * (one - two);
      });
    };
  };

  function badge(ledger, key, value) {
    if (!value) return make("span", { class: "ybz-quiet", text: DASH });
    if (key === "share") return make("span", { class: "ybz-badge ybz-" + (ledger.looks[value] || ""), text: value });
    if (key === "state" && value !== ybz.DEFAULT_STATE) return make("span", { class: "ybz-badge ybz-retired", text: value });
    if (key === "mount") return make("span", { class: value === "已挂载" ? "ybz-mounted" : "ybz-unmounted", text: value });
    return null;
  }

  /* The name as a link, its hits marked; under it the code and why the row was found. */
  ybz.titled = function (ledger, row, given, level) {
    var words = ledger.foundBy(row, given), name = ledger.text("name", row), link = make("a", { class: "ybz-hit", href: ledger.url(row), title: name });
    var parts = ybz.hits(name, words);
    var left = words.filter(function (word) { return !ybz.fold(name).includes(word); });
    var letters = ybz.letterHits(name, ledger.text("initials", row), left);
    ybz.mark(link, name, parts.length ? parts : letters);
    var under = make("div", { class: "ybz-under" });
    var code = ledger.text("code", row);
    if (code) under.append(ybz.mark(make("code", {}), code, ybz.hits(code, words)));
    ledger.reasons(row, words).forEach(function (reason) {
      if (reason[0] === "代码") return;
      under.append(why(reason));
    });
    if (ledger.word("state", row) !== ybz.DEFAULT_STATE) under.prepend(badge(ledger, "state", ledger.word("state", row)));
    return [level ? make(level, {}, link) : link, under];
  };

  function why(reason) {
    var hits = reason[3] || ybz.hits(reason[1], reason[2]), short = ybz.excerpt(reason[1], hits, 28);
    return ybz.mark(make("span", { class: "ybz-why" }, make("b", { text: "命中" + reason[0] + "：" })), short.text, short.parts);
  }

  /* A view shows rows; wants(row) is told which one to preview, sorted(key) which column is to lead. */
  ybz.grid = function (host, ledger, wants, sorted) {
    var words = [], sort = "", later = 0, table = null, built = false, waiting = null, tall = 0;

    function cell(column) {
      return function (part) {
        var row = part.getData().row, node = make("div", { class: "ybz-cell" });
        if (column.key === "name") {
          var titled = ybz.titled(ledger, row, words);
          var peek = make("button", { class: "ybz-peek", type: "button", "aria-label": "预览" + ledger.text("name", row), title: "预览" });
          node.append(make("div", { class: "ybz-titled" }, titled[0], peek), titled[1]);
          return node;
        }
        var value = ybz.value(ledger, column.key, row), shown = badge(ledger, column.key, value);
        var held = ledger.foundBy(row, words);
        if (column.key === "items") node.textContent = ybz.count(value);
        else if (shown) node.append(shown);
        else ybz.mark(node, value, column.key === "department" || column.key === "domain" || column.key === "library" ? ybz.hits(value, held) : []);
        if (String(value).length > 8) node.title = value;
        return node;
      };
    }

    function title(column) {
      return function () {
        var button = make("button", { class: "ybz-sort", type: "button", text: column.title, "data-sort": column.key });
        button.addEventListener("click", function () { sorted(column.key); });
        return button;
      };
    }

    function define(keys) {
      return ybz.COLUMNS.filter(function (column) { return keys.includes(column.key); }).map(function (column) {
        return {
          title: column.title, field: column.key, formatter: cell(column), titleFormatter: title(column), minWidth: column.width,
          width: column.grow ? undefined : column.width, widthGrow: column.grow || 1, headerSort: false,
          hozAlign: column.number ? "right" : "left", cssClass: "ybz-col-" + column.key, headerWordWrap: false
        };
      });
    }

    function data(rows) {
      return rows.map(function (row) { return { row: row }; });
    }

    function height(number) {
      var top = host.getBoundingClientRect().top + window.scrollY;
      var room = window.innerHeight - top - 24;
      if (room < 430) room = window.innerHeight - 120;
      return Math.round(Math.max(160, Math.min(number * (ROW + 1) + HEAD + 2, Math.max(room, 320))));
    }

    /* Every change of the height draws all rows anew. */
    function resize() {
      var now = height(view.rows.length);
      if (now === tall) return;
      tall = now;
      table.setHeight(now);
    }

    function arrows() {
      if (!table) return;
      table.getColumns().forEach(function (column) {
        var key = column.getField(), own = sort.replace("-", "") === key;
        column.getElement().setAttribute("aria-sort", !own ? "none" : sort[0] === "-" ? "descending" : "ascending");
      });
    }

    function keys(event) {
      var row = event.target.closest(".tabulator-row");
      if (!row || !["ArrowDown", "ArrowUp", " "].includes(event.key)) return;
      if (event.key === " ") {
        if (event.target.closest("button")) return;
        event.preventDefault();
        return wants(Number(row.querySelector("[data-row]").dataset.row), event.target);
      }
      event.preventDefault();
      var next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      var link = next && next.querySelector(".ybz-hit");
      if (link) link.focus();
    }

    function start(rows, columns) {
      tall = height(rows.length);
      table = new window.Tabulator(host, {
        height: tall, rowHeight: ROW, layout: "fitColumns", data: data(rows.slice(0, FIRST)), index: "row", renderVertical: "virtual", renderVerticalBuffer: 4 * ROW,
        columns: define(columns), columnDefaults: { resizable: "header", tooltip: false }, locale: "zh",
        langs: { zh: { data: { loading: "正在载入", error: "载入出错" }, pagination: { page_size: "每页", first: "首页", last: "末页", prev: "上一页", next: "下一页" } } },
        rowFormatter: function (row) {
          var number = row.getData().row, node = row.getElement();
          node.firstElementChild.dataset.row = number;
          node.classList.toggle("ybz-retired-row", ledger.word("state", number) !== ybz.DEFAULT_STATE);
        }
      });
      host.setAttribute("aria-label", "目录列表");
      table.on("tableBuilt", function () {
        built = true;
        var holder = host.querySelector(".tabulator-tableholder");
        /* Every row holds something to stop at; the frame around them need not be a stop as well. */
        holder.setAttribute("role", "presentation");
        holder.removeAttribute("tabindex");
        arrows();
        if (waiting) { var next = waiting; waiting = null; view.show(next.rows, next.words, next.sort); }
        else rest(rows);
      });
      table.on("rowClick", function (event, row) {
        if (event.target.closest("a") || String(window.getSelection())) return;
        wants(row.getData().row, event.target.closest("button") || row.getElement().querySelector(".ybz-hit"));
      });
      host.addEventListener("keydown", keys);
      window.addEventListener("resize", function () { if (built && host.offsetParent) resize(); });
    }

    /* The first rows stand at once; the others follow when the reader pauses. */
    function rest(rows) {
      clearTimeout(later);
      if (rows.length <= FIRST) return;
      later = setTimeout(function () { table.replaceData(data(rows)); }, 700);
    }

    var view = {
      rows: [],
      show: function (rows, wanted, order, columns) {
        view.rows = rows;
        words = wanted;
        sort = order;
        if (!table) {
          host.hidden = !rows.length;
          return rows.length ? start(rows, columns) : undefined;
        }
        if (!built) { waiting = { rows: rows, words: wanted, sort: order }; return; }
        host.hidden = !rows.length;
        if (!rows.length) return;
        resize();
        table.setData(data(rows.slice(0, FIRST)));
        arrows();
        rest(rows);
      },
      columns: function (keys) {
        if (!built) return;
        table.setColumns(define(keys));
        arrows();
      },
      refresh: function () { if (built) table.redraw(true); },
      mark: function (row) {
        host.querySelectorAll(".ybz-chosen-row").forEach(function (node) { node.classList.remove("ybz-chosen-row"); });
        var found = host.querySelector('[data-row="' + row + '"]');
        if (found) found.parentNode.classList.add("ybz-chosen-row");
      }
    };
    return view;
  };

  ybz.cards = function (host, ledger, wants) {
    var list = make("ol", { class: "ybz-result-cards" }), more = make("button", { class: "ybz-plain", type: "button" });
    var foot = make("p", { class: "ybz-more" }, more), shown = 0, words = [];
    host.append(list, foot);

    function card(row) {
      var titled = ybz.titled(ledger, row, words, "h2");
      var facts = make("p", { class: "ybz-card-facts" });
      ["share", "level", "rhythm", "mount"].forEach(function (key) {
        var value = ybz.value(ledger, key, row);
        if (value) facts.append((key === "share" && badge(ledger, key, value)) || make("span", { class: "ybz-badge", text: value }));
      });
      facts.append(make("span", { class: "ybz-badge", text: ledger.columns.items[row] + " 个数据项" }));
      var where = [ledger.word("department", row), ledger.word("domain", row), ledger.word("changed", row)].filter(Boolean).join(" · ");
      var peek = make("button", { class: "ybz-peek", type: "button", "aria-label": "预览" + ledger.text("name", row) });
      peek.addEventListener("click", function () { wants(row, peek); });
      return make("li", { "data-row": row }, make("div", { class: "ybz-titled" }, titled[0], peek), titled[1], ybz.mark(make("p", { class: "ybz-where" }), where, ybz.hits(where, words)), facts);
    }

    function grow() {
      var part = document.createDocumentFragment();
      view.rows.slice(shown, shown + CARDS).forEach(function (row) { part.append(card(row)); });
      shown = Math.min(view.rows.length, shown + CARDS);
      list.append(part);
      foot.hidden = shown >= view.rows.length;
      more.textContent = "显示更多（还有 " + ybz.count((view.rows.length - shown)) + " 份）";
    }
    more.addEventListener("click", grow);
    if (window.IntersectionObserver) {
      new IntersectionObserver(function (seen) { if (seen[0].isIntersecting && !foot.hidden) grow(); }, { rootMargin: "300px" }).observe(foot);
    }
    var view = {
      rows: [],
      show: function (rows, wanted) {
        view.rows = rows;
        words = wanted;
        shown = 0;
        list.textContent = "";
        host.hidden = !rows.length;
        if (rows.length) grow();
      },
      columns: function () {},
      refresh: function () { view.show(view.rows, words); },
      mark: function () {}
    };
    return view;
  };
})();
