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

  /* The panel: a group of boxes for each facet. changed(param, value, checked) is called when one is clicked.
     Boxes of a region are made when it is first opened: a province has a thousand departments. */
  ybz.facetPanel = function (facets, changed) {
    var make = ybz.make, last = null;
    var panel = make("div", { class: "ybz-facets" });
    var parts = facets.map(function (facet) {
      var part = { facet: facet, boxes: [], branches: [], lists: [] };
      var body = make("div", { class: "ybz-facet-body", role: "group", "aria-label": facet.label });
      part.count = make("span", { class: "ybz-facet-chosen", hidden: true });
      var fold = make("button", { class: "ybz-facet-title", type: "button", "aria-expanded": "false" }, facet.label, part.count);
      part.unfold = function (open) {
        body.hidden = !open;
        fold.setAttribute("aria-expanded", String(open));
        if (last && open) part.lists.forEach(function (each) { arrange(part, each); });
        refresh(part);
      };
      part.body = body;
      fold.addEventListener("click", function () { part.unfold(body.hidden); });
      if (facet.tree) tree(part);
      else list(part, facet.options.map(function (_, option) { return option; }), body);
      part.unfold(facet.open);
      var section = make("section", { class: "ybz-facet", "data-facet": facet.key }, make("h2", {}, fold), body);
      var used = facet.used.reduce(function (sum, one) { return sum + one; }, 0);
      section.hidden = used < (facet.key === "base" || facet.key === "network" ? 2 : 1);
      panel.append(section);
      return part;
    });

    function box(part, at, className) {
      var option = part.facet.options[at];
      var input = make("input", { type: "checkbox", value: option.value, "data-param": option.param });
      var number = make("span", { class: "ybz-facet-count" });
      var line = make("label", { class: "ybz-facet-option" + (className || "") }, input, make("span", { class: "ybz-facet-label", text: option.label, title: option.value }), number);
      input.addEventListener("change", function () { changed(option.param, option.value, input.checked); });
      part.boxes[at] = { line: line, input: input, number: number, option: option };
      return line;
    }

    function list(part, options, body) {
      var used = options.filter(function (option) { return part.facet.used[option]; });
      used.forEach(function (option, place) { body.append(box(part, option, place >= SHORT ? " ybz-beyond" : "")); });
      var label = "全部 " + used.length + " 项";
      var button = make("button", { class: "ybz-facet-more", type: "button", text: label, "aria-expanded": "false" });
      button.addEventListener("click", function () {
        var all = body.classList.toggle("ybz-whole");
        button.textContent = all ? "收起" : label;
        button.setAttribute("aria-expanded", String(all));
      });
      button.hidden = used.length <= SHORT + 1;
      body.append(button);
      part.lists.push({ body: body, options: used, button: button });
      if (last) arrange(part, part.lists[part.lists.length - 1]);
    }

    /* What would be found comes first, otherwise in the usual order; what would find nothing waits behind 全部 n 项.
       Nothing moves under the hand of who is just choosing. */
    function arrange(part, each) {
      var counts = last.counts[parts.indexOf(part)];
      function near(option) {
        var held = last.chosen[part.facet.options[option].param];
        return counts[option] > 0 || Boolean(held && held.has(part.facet.options[option].value));
      }
      var hits = each.options.filter(near), order = hits.concat(each.options.filter(function (option) { return !near(option); }));
      var room = hits.length === SHORT + 1 ? SHORT + 1 : SHORT;
      order.forEach(function (option, place) { part.boxes[option].line.classList.toggle("ybz-beyond", place >= room || place >= hits.length); });
      each.button.hidden = hits.length === order.length && order.length <= room;
      if (String(order) === each.order || each.body.contains(document.activeElement)) return;
      each.order = String(order);
      order.forEach(function (option) { each.body.insertBefore(part.boxes[option].line, each.button); });
    }

    var arranging = 0;
    function arrangeAll() {
      parts.forEach(function (part) {
        if (!part.body.hidden) part.lists.forEach(function (each) { if (!each.body.hidden) arrange(part, each); });
      });
    }

    function tree(part) {
      var facet = part.facet, regions = facet.tree.filter(function (place) { return facet.used[place]; });
      part.branches = regions.map(function (place) {
        var branch = { region: place, inside: facet.options[place].inside.filter(function (each) { return facet.used[each]; }) };
        branch.body = make("div", { class: "ybz-branch", role: "group", "aria-label": facet.options[place].value, hidden: true });
        branch.open = function (yes) {
          if (yes && !branch.body.childNodes.length) list(part, branch.inside, branch.body);
          branch.body.hidden = !yes;
          if (branch.turn) branch.turn.setAttribute("aria-expanded", String(yes));
          refresh(part);
        };
        if (regions.length > 1) {
          branch.turn = make("button", { class: "ybz-turn-branch", type: "button", "aria-label": "展开" + facet.options[place].label });
          branch.turn.addEventListener("click", function () { branch.open(branch.body.hidden); });
          part.body.append(make("div", { class: "ybz-region" }, branch.turn, box(part, place)));
        }
        part.body.append(branch.body);
        branch.open(place === regions[0]);
        return branch;
      });
      var number = part.branches.reduce(function (sum, branch) { return sum + branch.inside.length; }, 0);
      if (number > MANY) part.body.prepend(finder(part));
    }

    function finder(part) {
      var input = make("input", { class: "ybz-input ybz-facet-find", type: "search", placeholder: "查部门", "aria-label": "在部门中查找", autocomplete: "off" });
      input.addEventListener("input", function () {
        var wanted = ybz.words(input.value);
        part.body.classList.toggle("ybz-looking", Boolean(wanted.length));
        part.branches.forEach(function (branch, place) {
          var hits = branch.inside.filter(function (option) {
            var text = ybz.fold(part.facet.options[option].value) + "\n" + part.facet.options[option].letters;
            return wanted.every(function (word) { return text.includes(word); });
          });
          branch.open(wanted.length ? hits.length > 0 : !place);
          branch.inside.forEach(function (option) {
            if (part.boxes[option]) part.boxes[option].line.classList.toggle("ybz-away", !hits.includes(option));
          });
        });
      });
      return input;
    }

    /* Writes the numbers of the boxes that can be seen. */
    function refresh(part) {
      if (!last || part.body.hidden) return;
      var counts = last.counts[parts.indexOf(part)], chosen = last.chosen;
      part.boxes.forEach(function (each, option) {
        if (each.line.parentNode.hidden) return;
        var number = counts[option], on = Boolean(chosen[each.option.param] && chosen[each.option.param].has(each.option.value));
        if (each.input.checked !== on) each.input.checked = on;
        if (each.shown === number && each.on === on) return;
        each.shown = number;
        each.on = on;
        each.number.textContent = ybz.count(number);
        each.line.classList.toggle("ybz-none", !number && !on);
      });
    }

    function chosenIn(part, chosen) {
      return part.facet.options.filter(function (option) { return chosen[option.param] && chosen[option.param].has(option.value); });
    }

    panel.update = function (counts, chosen) {
      var first = !last;
      last = { counts: counts, chosen: chosen };
      clearTimeout(arranging);
      if (first) arrangeAll();
      else arranging = setTimeout(arrangeAll, 150);
      parts.forEach(function (part) {
        var options = chosenIn(part, chosen);
        part.count.hidden = !options.length;
        part.count.textContent = options.length || "";
        part.count.setAttribute("aria-label", "已选 " + options.length + " 项");
        if (options.length && !part.seen) reveal(part, options);
        part.seen = part.seen || Boolean(options.length);
        refresh(part);
      });
    };

    /* What was chosen before the page was opened must be seen; of the usual state there is nothing to see. */
    function reveal(part, options) {
      if (part.facet.key === "state" && options.length === 1 && options[0].value === ybz.DEFAULT_STATE) return;
      part.unfold(true);
      part.branches.forEach(function (branch) {
        if (branch.inside.some(function (option) { return options.includes(part.facet.options[option]); })) branch.open(true);
      });
      options.forEach(function (option) {
        var found = part.boxes[part.facet.options.indexOf(option)];
        var body = found && found.line.parentNode;
        if (found && found.line.classList.contains("ybz-beyond") && !body.classList.contains("ybz-whole")) body.querySelector(":scope > .ybz-facet-more").click();
      });
    }
    return panel;
  };
})();
