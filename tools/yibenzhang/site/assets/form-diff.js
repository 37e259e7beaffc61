/* 一本账: what changed from one text to another, line by line. */
(function () {
  "use strict";
  var ybz = window.ybz;
  var AROUND = 2;

  /* Lines as [sign, text]: " " kept, "-" gone, "+" new, "@" some left out. */
  ybz.diff = function (old, fresh) {
    var a = old.split("\n"), b = fresh.split("\n"), head = 0, tail = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
    var left = a.slice(head, a.length - tail), right = b.slice(head, b.length - tail), rows = [];
    a.slice(0, head).forEach(function (line) { rows.push([" ", line]); });
    var i = 0, k = 0;
    ybz.yaml.common(left, right, function (x, y) { return x === y; }).concat([[left.length, right.length]]).forEach(function (pair) {
      while (i < pair[0]) rows.push(["-", left[i++]]);
      while (k < pair[1]) rows.push(["+", right[k++]]);
      if (i < left.length) rows.push([" ", left[i++]]);
      k += 1;
    });
    b.slice(b.length - tail).forEach(function (line) { rows.push([" ", line]); });
    var wanted = rows.map(function (row, at) {
      return rows.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(function (each) { return each[0] !== " "; });
    });
    var shown = [];
    rows.forEach(function (row, at) {
      if (wanted[at]) shown.push(row);
      else if (wanted[at - 1]) shown.push(["@", ""]);
    });
    while (shown.length && (shown[shown.length - 1][0] === "@" || (shown[shown.length - 1][0] === " " && shown[shown.length - 1][1] === ""))) shown.pop();
    return shown;
  };
})();
