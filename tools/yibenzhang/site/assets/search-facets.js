/* 一本账: the facets of 目录检索. What they are and how they are counted first, the panel that shows them after. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  var SHORT = 8;
  var MANY = 12;
  ybz.ANY = "*";

  /* key: column of the ledger and parameter of the address; options: {param, value, label}; of[entry]: its options. */
  ybz.facets = function (ledger) {
    var words = ledger.data.words;
    function plain(key, label, open) {
      var options = [], of = [];
      words[key].forEach(function (value) {
        var held = Array.isArray(value) ? value : value ? [value] : [];
        of.push(held.map(function (each) {
          var at = options.findIndex(function (option) { return option.value === each; });
          return at >= 0 ? at : options.push({ param: key, value: each, label: each }) - 1;
        }));
      });
      return { key: key, label: label, options: options, of: of, open: open };
    }
    var found = [
      departments(words.department),
      plain("domain", "领域", true), plain("share", "共享类型", true), plain("cycle", "更新周期", true),
      plain("level", "分级", false), plain("network", "网络", false), plain("library", "基础/主题库", false),
      plain("base", "基础数据项集", false), plain("mount", "挂载", false), changes(words.changed, ledger.about.day), plain("state", "状态", false)
    ];
    found.forEach(function (facet) {
      facet.column = ledger.columns[facet.key];
      facet.used = new Uint8Array(facet.options.length);
      for (var row = 0; row < ledger.count; row++) {
        facet.of[facet.column[row]].forEach(function (option) { facet.used[option] = 1; });
      }
    });
    return found;
  };

  function departments(listed) {
    var options = [], regions = new Map();
    listed.forEach(function (each) {
      if (!regions.has(each[2])) regions.set(each[2], options.push({ param: "region", value: each[2], label: each[2], inside: [] }) - 1);
    });
    var of = listed.map(function (each) {
      var region = regions.get(each[2]);
      var own = options.push({ param: "department", value: each[0], label: each[0].slice(each[0].lastIndexOf("/") + 1), letters: each[3], parent: region }) - 1;
      options[region].inside.push(own);
      return [own, region];
    });
    return { key: "department", label: "部门/地区", options: options, of: of, open: true, tree: Array.from(regions.values()) };
  }

  /* Days before the reference day of the ledger; what no approval is known of is in none. */
  function changes(days, today) {
    var options = ["近30天", "近90天", "今年", "更早"].map(function (label) { return { param: "changed", value: label, label: label }; });
    var limit = today ? Date.parse(today) : NaN;
    var of = days.map(function (day) {
      var age = (limit - Date.parse(day)) / 864e5;
      if (isNaN(age)) return [];
      var found = [0, 1].filter(function (place) { return age <= [30, 90][place]; });
      if (day.slice(0, 4) === today.slice(0, 4)) found.push(2);
      return found.length ? found : [3];
    });
    return { key: "changed", label: "最近更新", options: options, of: of, open: false, days: days };
  }

  /* Which entries of a facet's column are let through; null: all. `chosen`: a set of values by parameter. */
  function allowed(facet, chosen) {
    var wanted = facet.options.map(function (option) { return chosen[option.param] && chosen[option.param].has(option.value); });
    var params = facet.tree ? ["department", "region"] : [facet.key];
    var number = params.reduce(function (sum, param) { return sum + (chosen[param] ? chosen[param].size : 0); }, 0);
    if (!number || (facet.key === "state" && chosen.state.has(ybz.ANY))) return null;
    var periods = facet.days && chosen.changed ? Array.from(chosen.changed).filter(function (each) { return /^\d{4}(-\d\d){0,2}$/.test(each); }) : [];
    return Uint8Array.from(facet.of, function (options, entry) {
      var hit = options.some(function (option) { return wanted[option]; }) ||
        periods.some(function (period) { return facet.days[entry].startsWith(period); });
      return hit ? 1 : 0;
    });
  }

  /* Rows that pass everything, and for each option the rows it would have under all other facets.
     `sums`: how well the words fit (null: no words); `only`: another condition (null: none). */
  ybz.tally = function (ledger, facets, chosen, sums, only) {
    var open = facets.map(function (facet) { return allowed(facet, chosen); });
    var active = facets.map(function (_, place) { return place; }).filter(function (place) { return open[place]; });
    var entries = facets.map(function (facet) { return new Int32Array(facet.of.length); });
    var hits = [];
    for (var row = 0; row < ledger.count; row++) {
      if ((sums && !sums[row]) || (only && !only[row])) continue;
      var fails = 0, failed = 0;
      for (var k = 0; k < active.length; k++) {
        var place = active[k];
        if (!open[place][facets[place].column[row]]) {
          failed = place;
          if (++fails > 1) break;
        }
      }
      if (!fails) {
        hits.push(row);
        for (var f = 0; f < facets.length; f++) entries[f][facets[f].column[row]]++;
      } else if (fails === 1) entries[failed][facets[failed].column[row]]++;
    }
    var counts = facets.map(function (facet, place) {
      var found = new Int32Array(facet.options.length);
      facet.of.forEach(function (options, entry) {
        var number = entries[place][entry];
        if (number) options.forEach(function (option) { found[option] += number; });
      });
      return found;
    });
    return { hits: hits, counts: counts };
  };

  /* The panel: a group of boxes for each facet. changed(param, value, checked) is called when one is clicked. */
  ybz.facetPanel = function (facets, changed) {
    var make = ybz.make;
    var panel = make("div", { class: "ybz-facets" });
    var parts = facets.map(function (facet) {
      var boxes = facet.options.map(function (option, place) { return facet.used[place] ? box(option) : null; });
      var shown = boxes.filter(Boolean).length;
      var body = make("div", { class: "ybz-facet-body", role: "group", "aria-label": facet.label });
      var count = make("span", { class: "ybz-facet-chosen", hidden: true });
      var fold = make("button", { class: "ybz-facet-title", type: "button", "aria-expanded": String(facet.open) }, facet.label, count);
      fold.addEventListener("click", function () { unfold(body.hidden); });
      function unfold(open) {
        body.hidden = !open;
        fold.setAttribute("aria-expanded", String(open));
      }
      if (facet.tree) tree(facet, boxes, body);
      else list(boxes.filter(Boolean), body);
      unfold(facet.open);
      var section = make("section", { class: "ybz-facet", "data-facet": facet.key }, make("h3", {}, fold), body);
      section.hidden = shown < (facet.key === "base" || facet.key === "network" ? 2 : 1);
      panel.append(section);
      return { boxes: boxes, body: body, count: count, unfold: unfold, section: section };
    });

    function box(option) {
      var input = make("input", { type: "checkbox", value: option.value, "data-param": option.param });
      var number = make("span", { class: "ybz-facet-count" });
      var line = make("label", { class: "ybz-facet-option" }, input, make("span", { class: "ybz-facet-label", text: option.label, title: option.value }), number);
      input.addEventListener("change", function () { changed(option.param, option.value, input.checked); });
      return { line: line, input: input, number: number, option: option };
    }

    function list(boxes, body) {
      boxes.forEach(function (each, place) {
        body.append(each.line);
        if (place >= SHORT) each.line.classList.add("ybz-beyond");
      });
      if (boxes.length > SHORT + 1) body.append(more(body, "全部 " + boxes.length + " 项"));
      else body.classList.add("ybz-all");
    }

    function more(body, label) {
      var button = make("button", { class: "ybz-facet-more", type: "button", text: label, "aria-expanded": "false" });
      button.addEventListener("click", function () {
        var all = body.classList.toggle("ybz-all");
        button.textContent = all ? "收起" : label;
        button.setAttribute("aria-expanded", String(all));
      });
      return button;
    }

    function tree(facet, boxes, body) {
      var regions = facet.tree.filter(function (place) { return boxes[place]; });
      var branches = regions.map(function (place) {
        var inner = facet.options[place].inside.map(function (each) { return boxes[each]; }).filter(Boolean);
        var branch = make("div", { class: "ybz-branch", role: "group", "aria-label": facet.options[place].value });
        list(inner, branch);
        if (regions.length < 2) {
          body.append(branch);
          return { branch: branch, inner: inner, open: function () {} };
        }
        var own = boxes[place], turn = make("button", { class: "ybz-turn-branch", type: "button", "aria-label": "展开" + own.option.label });
        function open(yes) {
          branch.hidden = !yes;
          turn.setAttribute("aria-expanded", String(yes));
        }
        turn.addEventListener("click", function () { open(branch.hidden); });
        open(place === regions[0]);
        body.append(make("div", { class: "ybz-region" }, turn, own.line), branch);
        return { branch: branch, inner: inner, open: open };
      });
      boxes.branches = branches;
      if (boxes.filter(Boolean).length <= MANY) return;
      var input = make("input", { class: "ybz-input ybz-facet-find", type: "search", placeholder: "查部门", "aria-label": "在部门中查找", autocomplete: "off" });
      input.addEventListener("input", function () {
        var wanted = ybz.words(input.value);
        body.classList.toggle("ybz-looking", Boolean(wanted.length));
        branches.forEach(function (each) {
          var hits = 0;
          each.inner.forEach(function (entry) {
            var text = ybz.fold(entry.option.value) + "\n" + entry.option.letters;
            var hit = wanted.every(function (word) { return text.includes(word); });
            entry.line.classList.toggle("ybz-away", !hit);
            if (hit) hits += 1;
          });
          if (wanted.length) each.open(hits > 0);
        });
      });
      body.prepend(input);
    }

    panel.update = function (counts, chosen) {
      parts.forEach(function (part, place) {
        var checked = 0;
        part.boxes.forEach(function (each, option) {
          if (!each) return;
          var number = counts[place][option], on = Boolean(chosen[each.option.param] && chosen[each.option.param].has(each.option.value));
          if (on) checked += 1;
          if (each.input.checked !== on) each.input.checked = on;
          if (each.shown === number && each.on === on) return;
          each.shown = number;
          each.on = on;
          each.number.textContent = number.toLocaleString("en");
          each.line.classList.toggle("ybz-none", !number && !on);
        });
        part.count.hidden = !checked;
        part.count.textContent = checked ? String(checked) : "";
        part.count.setAttribute("aria-label", "已选 " + checked + " 项");
        if (checked && part.body.hidden && !part.seen) part.unfold(true);
        if (checked && !part.seen) reveal(part);
        part.seen = part.seen || Boolean(checked);
      });
    };

    /* What is chosen must be seen. */
    function reveal(part) {
      part.boxes.forEach(function (each) {
        if (each && each.on && each.line.classList.contains("ybz-beyond")) {
          var more = each.line.parentNode.querySelector(":scope > .ybz-facet-more");
          if (more && !each.line.parentNode.classList.contains("ybz-all")) more.click();
        }
      });
      (part.boxes.branches || []).forEach(function (each) {
        if (each.inner.some(function (entry) { return entry.on; })) each.open(true);
      });
    }
    return panel;
  };
})();
