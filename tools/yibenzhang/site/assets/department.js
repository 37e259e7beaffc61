/* Tables of departments sort by the column whose head is pressed. The page can be read without it. */
(function () {
  "use strict";

  function number(text) {
    var found = /-?[0-9][0-9,]*(\.[0-9]+)?/.exec(text);
    return found ? parseFloat(found[0].replace(/,/g, "")) : null;
  }

  /* What a cell is sorted by: its first line, a number where it begins with one. */
  function key(cell) {
    var first = cell.querySelector("a, span, b") || cell;
    var text = (first.textContent || cell.textContent).trim();
    return { text: text, number: /^[-0-9]/.test(text) || /^(错误|警告) /.test(text) ? number(text) : null };
  }

  function compare(one, two) {
    if (one.number !== null && two.number !== null) return one.number - two.number;
    if (one.number !== null || two.number !== null) return one.number !== null ? 1 : -1;
    return one.text.localeCompare(two.text, "zh-Hans-CN");
  }

  function sort(table, place, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row, at) {
      return { row: row, at: at, key: key(row.cells[place]) };
    });
    rows.sort(function (one, two) { return (down ? -1 : 1) * compare(one.key, two.key) || one.at - two.at; });
    Array.from(head.parentNode.children).forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var part = document.createDocumentFragment();
    rows.forEach(function (each) { part.appendChild(each.row); });
    body.appendChild(part);
  }

  document.querySelectorAll(".dp-sorted > .ybz-scroll > table").forEach(function (table) {
    if (!table.tHead || table.tBodies.length !== 1 || table.tBodies[0].rows.length < 2) return;
    Array.from(table.tHead.rows[0].cells).forEach(function (head, place) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "dp-sort";
      button.textContent = head.textContent;
      button.title = "按" + head.textContent + "排序";
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, place, head); });
    });
  });
})();
