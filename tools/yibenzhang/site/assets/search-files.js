/* 一本账: the rows of 目录检索 as a file to keep: every row that was found, in the order shown. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  /* As in the workbook of ybz export, in its order. */
  var FIELDS = [
    ["department", 18], ["code", 22], ["name", 34], ["domain", 12], ["summary", 48], ["level", 8], ["update_cycle", 10, "cycle"],
    ["share", 12], ["status", 8, "state"], ["items", 9], ["network", 12], ["libraries", 16, "library"], ["base", 18],
    ["keywords", 20], ["aliases", 16], ["mount", 8], ["changed", 12]
  ];
  var OWN = { department: "部门", items: "数据项数", mount: "挂载", changed: "最近更新" };

  ybz.fileRows = function (ledger, rows, words) {
    var found = Boolean(words.length), sample = ledger.about.sample;
    var head = FIELDS.map(function (field) { return OWN[field[0]] || ledger.labels[field[0]] || field[0]; });
    var lines = rows.map(function (row) {
      var line = FIELDS.map(function (field) { return value(ledger, field[2] || field[0], row); });
      if (found) line.push(ledger.reasons(row, words).filter(function (reason) { return reason[0] === "数据项"; }).map(function (reason) { return reason[1]; }).join("、"));
      if (sample) line.push("示例数据");
      return line;
    });
    if (found) head.push("命中数据项");
    if (sample) head.push("说明");
    return [head].concat(lines);
  };

  function value(ledger, key, row) {
    return ["code", "aliases"].includes(key) ? ledger.text(key, row) : ybz.value(ledger, key, row);
  }

  /* Makes the file and hands it to the browser; gives a promise. `conditions`: what was looked for, in words. */
  ybz.download = function (kind, ledger, rows, words, conditions) {
    var about = ledger.about, lines = ybz.fileRows(ledger, rows, words);
    var name = about.name + "-目录检索-" + rows.length + "份" + (about.sample ? "-示例数据" : "");
    if (kind === "csv") return Promise.resolve(ybz.save(ybz.csv(lines), name + ".csv"));
    var widths = FIELDS.map(function (field) { return field[1]; }).concat([24, 12]).slice(0, lines[0].length);
    var facts = [
      ["一本账", about.name], ["条件", conditions], ["份数", rows.length], ["版本", about.revision], ["基准日", about.day || "不明"]
    ];
    if (about.sample) facts.unshift(["示例数据", "为演示编写，单位、人员和数字均非真实情况"]);
    return ybz.xlsx([
      { name: "目录", rows: lines, widths: widths, head: 1 },
      { name: "说明", rows: facts, widths: [12, 70], head: 0 }
    ]).then(function (blob) { ybz.save(blob, name + ".xlsx"); });
  };
})();
