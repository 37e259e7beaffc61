/* 一本账: filters on list pages. Plain script, no library, nothing fetched; every page can be read without it.
   Texts of the ledger only ever become text nodes. */
(function () {
  "use strict";
  var STEP = 200;
  var HOLDERS = 8;

  function fold(text) {
    return String(text).normalize("NFKC").toLowerCase();
  }

  function words(text) {
    return fold(text).split(/\s+/).filter(Boolean);
  }

  function make(tag, text, className) {
    var node = document.createElement(tag);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  }

  function link(text, url) {
    if (!url) return make("span", text);
    var node = make("a", text);
    node.href = url;
    return node;
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

  /* Large tables: rows are made from the columns of assets/ledger.js, a page at a time. */
  function listing(table, total, draw) {
    var body = table.tBodies[0];
    var more = table.closest(".ybz-page").querySelector(".ybz-more");
    var hits = [];
    var shown = 0;
    function grow() {
      var part = document.createDocumentFragment();
      hits.slice(shown, shown + STEP).forEach(function (hit) { part.appendChild(draw(hit)); });
      shown = Math.min(hits.length, shown + STEP);
      body.appendChild(part);
      more.hidden = shown >= hits.length;
    }
    more.querySelector("button").addEventListener("click", grow);
    return function (found, count, unit) {
      hits = found;
      shown = 0;
      body.textContent = "";
      grow();
      count.textContent = "共 " + total + " " + unit + (hits.length < total ? "，符合 " + hits.length : "");
    };
  }

  function restore(form) {
    [location.search.slice(1), location.hash.slice(1)].forEach(function (text) {
      new URLSearchParams(text).forEach(function (value, key) {
        var field = form.elements.namedItem(key);
        if (!field) return;
        if (field.type === "checkbox") field.checked = true;
        else field.value = value;
      });
    });
  }

  function remember(form) {
    var state = new URLSearchParams();
    Array.from(form.elements).forEach(function (field) {
      if (!field.name) return;
      if (field.type === "checkbox" ? field.checked : field.value) state.set(field.name, field.value);
    });
    /* Some browsers refuse this on file://; the filter works all the same. */
    try { history.replaceState(null, "", location.pathname + (String(state) ? "?" + state : "")); } catch (error) { return; }
  }

  function wire(form, apply) {
    var waiting = 0;
    function soon() {
      clearTimeout(waiting);
      waiting = setTimeout(function () { apply(); remember(form); }, 60);
    }
    restore(form);
    form.hidden = false;
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("reset", function () { setTimeout(soon, 0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    apply();
  }

  function haystacks(ledger) {
    var rows = ledger.rows;
    var names = ledger.items.map(fold);
    return rows.name.map(function (name, place) {
      return fold([
        name, rows.code[place], ledger.departments[rows.department[place]][0], ledger.domains[rows.domain[place]],
        rows.summary[place], rows.words[place]
      ].join("\n")) + "\n" + rows.items[place].map(function (item) { return names[item]; }).join("\n");
    });
  }

  function catalogs(ledger, table, form) {
    var rows = ledger.rows;
    var texts = haystacks(ledger);
    var columns = {
      department: function (row) { return ledger.departments[rows.department[row]][0]; },
      domain: function (row) { return ledger.domains[rows.domain[row]]; },
      share: function (row) { return rows.share[row] < 0 ? "" : ledger.shares[rows.share[row]][0]; },
      level: function (row) { return rows.level[row] ? rows.level[row] + "级" : ""; },
      mount: function (row) { return ledger.mounts[rows.mount[row]]; },
      state: function (row) { return ledger.states[rows.state[row]]; }
    };
    var all = rows.name.map(function (_, row) { return row; });
    var show = listing(table, all.length, function (row) {
      var line = make("tr");
      function cell(node) {
        var part = make("td");
        if (node) part.appendChild(node);
        line.appendChild(part);
        return part;
      }
      var share = columns.share(row);
      var department = ledger.departments[rows.department[row]];
      cell(link(rows.name[row], "c/" + rows.page[row] + ".html")).append(" ", make("code", rows.code[row]));
      cell(link(department[0], department[1]));
      cell(document.createTextNode(columns.domain(row)));
      cell(share && make("span", share, "ybz-badge ybz-" + ledger.shares[rows.share[row]][1]));
      cell(document.createTextNode(columns.level(row)));
      cell(document.createTextNode(ledger.cycles[rows.cycle[row]]));
      cell(document.createTextNode(String(rows.items[row].length)));
      cell(document.createTextNode(columns.mount(row)));
      cell(document.createTextNode(columns.state(row)));
      return line;
    });
    wire(form, function () {
      var wanted = words(form.elements.q.value);
      var facets = Object.keys(columns).filter(function (key) { return form.elements[key].value; });
      show(all.filter(function (row) {
        return facets.every(function (key) { return columns[key](row) === form.elements[key].value; }) &&
          wanted.every(function (word) { return texts[row].includes(word); });
      }), form.querySelector("output"), "份");
    });
  }

  function items(ledger, table, form) {
    var rows = ledger.rows;
    var entries = ledger.items.map(function (name) { return { name: name, text: fold(name), types: new Set(), rows: [] }; });
    rows.items.forEach(function (held, row) {
      if (rows.state[row]) return;
      held.forEach(function (item, place) {
        entries[item].types.add(rows.types[row][place]);
        if (entries[item].rows[entries[item].rows.length - 1] !== row) entries[item].rows.push(row);
      });
    });
    entries = entries.filter(function (entry) { return entry.rows.length; });
    entries.sort(function (a, b) { return b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1); });
    var show = listing(table, entries.length, function (entry) {
      var line = make("tr");
      var types = make("td");
      var holders = make("td");
      line.append(make("td", entry.name), types, make("td", String(entry.rows.length)), holders);
      ["数据项", "类型", "目录数", "哪些目录有"].forEach(function (label, place) { line.cells[place].dataset.label = label; });
      Array.from(entry.types).sort().forEach(function (type) {
        types.append(make("span", ledger.types[type] || type, "ybz-part" + (entry.types.size > 1 ? " ybz-gap" : "")));
      });
      entry.rows.slice(0, HOLDERS).forEach(function (row) {
        var part = make("span", "", "ybz-part");
        part.append(link(rows.name[row], "c/" + rows.page[row] + ".html#items"), " ", make("small", ledger.departments[rows.department[row]][0]));
        holders.append(part);
      });
      if (entry.rows.length > HOLDERS) holders.append(link("等 " + entry.rows.length + " 份", "catalogs.html?q=" + encodeURIComponent(entry.name)));
      return line;
    });
    wire(form, function () {
      var wanted = words(form.elements.q.value);
      show(entries.filter(function (entry) {
        return (!form.elements.mixed.checked || entry.types.size > 1) &&
          wanted.every(function (word) { return entry.text.includes(word); });
      }), form.querySelector("output"), "个数据项");
    });
  }

  function start() {
    document.querySelectorAll("[data-ybz-finder]").forEach(finder);
    var ledger = window.ybzLedger;
    if (!ledger) return;
    var table = document.getElementById("ybz-catalogs");
    if (table) catalogs(ledger, table, document.getElementById("ybz-catalog-filters"));
    table = document.getElementById("ybz-items");
    if (table) items(ledger, table, document.getElementById("ybz-item-filters"));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
