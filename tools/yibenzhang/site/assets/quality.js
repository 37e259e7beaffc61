/* 质量: filters over every open finding (assets/findings.js). Texts only ever become text nodes. */
(function () {
  "use strict";
  var data = window.ybzFindings;
  var form = document.getElementById("ybz-fault-filters");
  if (!data || !form) return;
  var STEP = 200;
  var KEYS = ["department", "rule", "family", "severity"];
  var LOOKS = [["错误", "refused"], ["警告", "limited"]];
  var found = document.getElementById("ybz-found");
  var held = document.getElementById("ybz-held");
  var count = form.querySelector("output");

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

  function value(row, key) {
    if (key === "severity") return LOOKS[row[2]][0];
    if (key === "family") return data.families[data.rule[row[1]].charAt(0)] || "";
    return key === "rule" ? data.rule[row[1]] : data.department[row[0]];
  }

  /* What is the same in one file is one line, as in the list without a filter. */
  function grouped(rows) {
    var groups = [];
    rows.forEach(function (row) {
      var last = groups[groups.length - 1];
      if (last && [1, 3, 6].every(function (at) { return last[0][at] === row[at]; })) last.push(row);
      else groups.push([row]);
    });
    return groups;
  }

  function line(group) {
    var row = group[0];
    var rule = data.rule[row[1]], where = data.wheres[row[3]], label = data.label[row[4]], fix = data.fix[row[5]];
    var item = make("li");
    var body = make("div");
    var first = make("p");
    first.append(link(rule, data.manual && data.manual + "#" + rule.toLowerCase()), " ", link(where[0], where[1]), " ", make("small", label + (group.length > 1 ? " 等 " + group.length + " 处" : "")));
    body.append(first, make("p", row[6]));
    if (fix) body.append(make("p", fix, "ybz-fix"));
    item.append(make("span", LOOKS[row[2]][0], "ybz-badge ybz-" + LOOKS[row[2]][1]), body);
    return item;
  }

  function show(matches) {
    var rows = grouped(matches);
    found.textContent = "";
    var list = make("ul", "", "ybz-faults");
    var more = make("button", "再列一些", "ybz-plain");
    var shown = 0;
    function grow() {
      rows.slice(shown, shown + STEP).forEach(function (group) { list.appendChild(line(group)); });
      shown += STEP;
      more.hidden = shown >= rows.length;
    }
    more.type = "button";
    more.addEventListener("click", grow);
    found.append(list, more);
    grow();
  }

  function apply() {
    var wanted = KEYS.filter(function (key) { return form.elements[key].value; });
    var rows = data.rows.filter(function (row) {
      return wanted.every(function (key) { return value(row, key) === form.elements[key].value; });
    });
    count.textContent = "共 " + data.rows.length + " 个" + (wanted.length ? "，符合 " + rows.length : "");
    found.hidden = !wanted.length || !rows.length;
    held.hidden = Boolean(wanted.length);
    if (wanted.length) show(rows);
    else found.textContent = "";
  }

  function remember() {
    var state = new URLSearchParams();
    KEYS.forEach(function (key) { if (form.elements[key].value) state.set(key, form.elements[key].value); });
    /* Some browsers refuse this on file://; the filter works all the same. */
    try { history.replaceState(null, "", location.pathname + (String(state) ? "?" + state : "") + "#list"); } catch (error) { return; }
  }

  function restore() {
    var state = new URLSearchParams(location.search);
    KEYS.forEach(function (key) {
      var words = Array.from(form.elements[key].options, function (option) { return option.value; });
      var wanted = state.get(key) || "";
      form.elements[key].value = words.includes(wanted) ? wanted : "";
    });
    apply();
  }

  ["department", "rule", "family"].forEach(function (key) {
    var words = key === "family" ? Object.values(data.families) : data[key].slice();
    if (key === "rule") words.sort();
    var used = new Set(data.rows.map(function (row) { return value(row, key); }));
    words.filter(function (word) { return used.has(word); }).forEach(function (word) {
      var option = make("option", word);
      option.value = word;
      form.elements[key].appendChild(option);
    });
  });
  form.hidden = false;
  form.addEventListener("change", function () { apply(); remember(); });
  form.addEventListener("reset", function () { setTimeout(function () { apply(); remember(); }, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  restore();
  window.addEventListener("pageshow", restore);
})();
