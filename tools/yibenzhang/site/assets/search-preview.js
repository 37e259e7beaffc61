/* 一本账: one catalog beside the list, opened by a click on its row or by the keyboard. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  var make = ybz.make;

  /* closed() when the reader closes it; step(-1 or 1) asks for the row before or after; whole() says whether it covers
     the page; home(row) gives what the focus goes to when that it came from is no longer there. */
  ybz.preview = function (ledger, closed, step, whole, home) {
    var title = make("h2", { id: "ybz-preview-title", tabindex: "-1" });
    var body = make("div", { class: "ybz-preview-body" });
    var before = tool("上一份", function () { step(-1); }), after = tool("下一份", function () { step(1); });
    var panel = make("div", { class: "ybz-preview", role: "dialog", "aria-labelledby": "ybz-preview-title", hidden: true },
      make("div", { class: "ybz-preview-tools" }, before, after, tool("关闭", function () { closed(); }, "ybz-close")), body);
    var back = null, shown = -1;

    function tool(label, act, className) {
      return make("button", { class: "ybz-tool " + (className || ""), type: "button", text: label, onclick: act });
    }

    function fact(list, label, value, words) {
      if (!value) return;
      list.append(make("div", {}, make("dt", { text: label }), ybz.mark(make("dd"), value, ybz.hits(value, words))));
    }

    function items(row, words) {
      var box = make("section", { class: "ybz-preview-items" }), number = ledger.columns.items[row];
      box.append(make("h3", { text: "数据项 " }, make("small", { text: number + " 个" })));
      if (!ledger.items || !number) return box;
      var listed = ledger.itemsOf(row).map(function (item) { return { item: item, parts: ledger.itemHits(item.place, words) }; });
      listed.sort(function (a, b) { return Number(Boolean(b.parts.length)) - Number(Boolean(a.parts.length)); });
      var list = make("ul");
      listed.forEach(function (each) {
        list.append(make("li", {}, ybz.mark(make("span"), each.item.name, each.parts), make("small", { text: each.item.form })));
      });
      box.append(list);
      return box;
    }

    function fill(row, given) {
      var words = ledger.foundBy(row, given), share = ledger.word("share", row), department = ledger.department(row), state = ledger.word("state", row);
      var badges = make("p", { class: "ybz-badges" });
      if (share) badges.append(make("span", { class: "ybz-badge ybz-" + (ledger.looks[share] || ""), text: share }));
      [ledger.word("level", row), ledger.word("rhythm", row), ledger.word("mount", row)].filter(Boolean).forEach(function (word) {
        badges.append(make("span", { class: "ybz-badge", text: word }));
      });
      badges.append(make("span", { class: "ybz-badge " + (state === ybz.DEFAULT_STATE ? "ybz-active" : "ybz-retired"), text: state }));
      var name = ledger.text("name", row), facts = make("dl", { class: "ybz-preview-facts" });
      title.textContent = "";
      ybz.mark(title, name, ybz.hits(name, words));
      var where = make("dd", {}, department.url ? make("a", { href: department.url, text: department.id }) : department.id);
      facts.append(make("div", {}, make("dt", { text: "部门" }), where));
      fact(facts, "领域", ledger.word("domain", row), words);
      fact(facts, "网络", ledger.word("network", row), []);
      fact(facts, "基础/主题库", ledger.word("library", row), words);
      fact(facts, "基础数据项集", ledger.word("base", row), []);
      fact(facts, "别名", ledger.text("aliases", row), words);
      fact(facts, "关键字", ledger.text("keywords", row), words);
      fact(facts, "最近更新", ledger.word("changed", row), []);
      var summary = ledger.text("summary", row), code = ledger.text("code", row);
      body.textContent = "";
      body.append(
        title, ybz.mark(make("p", { class: "ybz-code" }), code, ybz.hits(code, words)), badges,
        ybz.mark(make("p", { class: "ybz-preview-summary" }), summary, ybz.hits(summary, words)),
        make("p", { class: "ybz-preview-go" }, make("a", { class: "ybz-go", href: ledger.url(row), text: "查看目录" }),
          make("a", { href: ledger.url(row) + "#history", text: "变更历史" })),
        facts, items(row, words)
      );
      body.scrollTop = 0;
    }

    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !panel.hidden) closed();
    });

    ybz.holdTab(panel, whole);

    panel.open = function (row, words, from, place, total) {
      if (panel.hidden) back = from || document.activeElement;
      /* Filled anew when the names of items come, under the eyes of the reader: the focus stays inside. */
      var inside = body.contains(document.activeElement);
      fill(row, words);
      before.disabled = place <= 0;
      after.disabled = place < 0 || place >= total - 1;
      shown = row;
      panel.hidden = false;
      if (whole()) panel.setAttribute("aria-modal", "true");
      else panel.removeAttribute("aria-modal");
      document.body.classList.add("ybz-previewing");
      if (from !== false || inside) title.focus({ preventScroll: true });
    };
    panel.close = function () {
      if (panel.hidden) return;
      panel.hidden = true;
      document.body.classList.remove("ybz-previewing");
      if (!back || back === document.body || !document.contains(back)) back = home(shown);
      if (back) back.focus({ preventScroll: true });
    };
    return panel;
  };
})();
