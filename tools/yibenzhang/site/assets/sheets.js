/* 一本账: tables as files, made in the browser. CSV for Excel begins with a BOM; no cell of it is ever a formula. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  var TYPE = { csv: "text/csv;charset=utf-8" };

  function cell(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    var text = String(value);
    if (/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/.test(text)) text = "'" + text;
    return '"' + text.replace(/"/g, '""') + '"';
  }

  /* rows: arrays of texts, numbers and null. */
  ybz.csv = function (rows) {
    return new Blob(["\ufeff" + rows.map(function (row) { return row.map(cell).join(","); }).join("\r\n") + "\r\n"], { type: TYPE.csv });
  };

  /* sheets: {name, rows, widths, head: number of bold rows that stay in view}. `root` leads to the site's root.
     Texts stay texts, so that a code is never taken for a date. Gives a promise of a Blob. */
  ybz.xlsx = function (sheets, root) {
    return new Promise(function (done, failed) {
      ybz.load((root || "") + "assets/vendor/write-excel-file/write-excel-file.min.js", function () {
        window.writeExcelFile(sheets.map(function (sheet) {
          return {
            sheet: sheet.name,
            columns: sheet.widths.map(function (width) { return { width: width }; }),
            stickyRowsCount: sheet.head,
            data: sheet.rows.map(function (row, place) {
              return row.map(function (value) { return styled(value, place < sheet.head); });
            })
          };
        })).then(done, failed);
      }, function () { failed(new Error("表格组件没有载入")); });
    });
  };

  function styled(value, head) {
    if (value === null || value === undefined || value === "") return null;
    if (head) return { value: String(value), type: String, fontWeight: "bold", backgroundColor: "#e6effa", wrap: true };
    return typeof value === "number" ? value : { value: String(value), type: String };
  }

  ybz.save = function (blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_");
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  };
})();
