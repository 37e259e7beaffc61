/* 一本账: a table copied from Excel or WPS, as rows of fields. */
(function () {
  "use strict";
  var ybz = window.ybz;
  var form = window.ybzForm;
  /* What the columns are called elsewhere. */
  var NAMES = {
    name: ["名称", "信息项", "信息项名称", "数据项", "字段中文名", "中文名称", "字段名称", "资源名称", "事项名称", "依据名称"],
    type: ["类型", "数据类型", "字段类型", "信息项类型"], length: ["长度", "数据长度", "字段长度"], scale: ["小数位数", "小数位", "精度"],
    tier: ["层级"], key: ["主键", "是否主键"], nullable: ["可空", "是否为空", "是否可空", "允许为空"], personal: ["个人信息", "是否个人信息", "是否含个人信息"],
    field: ["字段", "字段名", "列名", "字段英文名", "英文名称", "字段代码"], codeset: ["值域", "代码集", "字典"], note: ["备注", "说明"], code: ["编码", "代码"],
    timestamp: ["时间戳"], id: ["编号"], title: ["文件名称"], article: ["条款", "条款号"], rank: ["级别", "效力级别"]
  };
  var YES = ["是", "√", "✓", "✔", "1", "y", "yes", "true", "有"], NO = ["否", "×", "✗", "✕", "0", "n", "no", "false", "无", "非"];

  function fold(text) { return text.normalize("NFKC").replace(/[\s*＊_（）()：:]/g, "").toLowerCase(); }

  /* Rows of cells: tabs between them; a cell with a line break or quote stands in quotes. */
  function cells(text) {
    var rows = [[]], at = 0, cell = "", quoted = false, begun = false;
    text = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    function close() {
      rows[rows.length - 1].push(cell.trim());
      cell = "";
      begun = false;
    }
    for (; at < text.length; at += 1) {
      var sign = text[at];
      if (quoted) {
        if (sign === "\"" && text[at + 1] === "\"") {
          cell += "\"";
          at += 1;
        } else if (sign === "\"") {
          quoted = false;
        } else {
          cell += sign;
        }
      } else if (sign === "\"" && !begun && text.indexOf("\"", at + 1) > 0) {
        quoted = begun = true;
      } else if (sign === "\t") {
        close();
      } else if (sign === "\n") {
        close();
        rows.push([]);
      } else {
        cell += sign;
        begun = true;
      }
    }
    close();
    return rows.filter(function (row) { return row.some(Boolean); });
  }

  /* The columns a head row names; null when it is no head row. */
  function head(row, columns) {
    var found = row.map(function (cell) {
      var word = fold(cell);
      return word && columns.find(function (column) {
        return [column.key, column.title, column.title.replace(/^数据项/, "")].concat(NAMES[column.key] || []).some(function (name) { return fold(name) === word; });
      }) || null;
    });
    return found.filter(Boolean).length >= Math.min(2, row.filter(Boolean).length) && found.some(Boolean) ? found : null;
  }

  /* Pairs as a sheet has them: 公民身份号码=id_card_no, one a line or with 、 between; null where it is something else. */
  function pairs(cell) {
    var made = {}, parts = cell.split(/[\n；;、，,]/).map(function (part) { return /^\s*([^=＝→]+?)\s*[=＝→]\s*(.+?)\s*$/.exec(part); });
    if (!parts.every(Boolean)) return null;
    parts.forEach(function (part) { made[part[1]] = part[2]; });
    return Object.keys(made).length === parts.length ? made : null;
  }

  /* A cell as a value of its column; undefined: empty. What is not understood stays as it is written. */
  function value(cell, column) {
    if (cell === "") return undefined;
    var plain = cell.normalize("NFKC").trim(), schema = column.schema;
    if (schema.enum) {
      if (schema.enum.map(String).includes(plain)) return schema.enum.find(function (each) { return String(each) === plain; });
      var terms = form.vocabulary[schema["x-vocabulary"]] || [];
      var meant = terms.find(function (term) {
        return term[2].concat(term[1].split("，")[0], String(term[0])).some(function (name) { return fold(name) === fold(plain); }) || (/^[a-z]/i.test(plain) && String(term[0]) === plain[0].toUpperCase() && fold(plain.slice(1)) === fold(term[1].split("，")[0]));
      });
      return meant ? meant[0] : cell;
    }
    if (column.map) return pairs(cell) || cell;
    if (schema.type === "boolean") return YES.includes(plain.toLowerCase()) ? true : NO.includes(plain.toLowerCase()) ? false : cell;
    if (schema.type === "integer") return /^-?[0-9]+(\.0+)?$/.test(plain) ? Math.trunc(Number(plain)) : cell;
    if (schema.format === "date" || /date$/.test(schema.$ref || "")) {
      var day = /^([0-9]{4})[-\/.年]([0-9]{1,2})[-\/.月]([0-9]{1,2})日?$/.exec(plain);
      return day ? day[1] + "-" + day[2].padStart(2, "0") + "-" + day[3].padStart(2, "0") : cell;
    }
    return cell;
  }

  /* Rows of a pasted text: {rows, columns, odd (cells not understood), left (heads not known), headed}. */
  ybz.paste = function (text, columns, order) {
    var found = cells(text), names = found.length ? head(found[0], columns) : null, headed = Boolean(names);
    var left = headed ? found[0].filter(function (cell, at) { return cell && !names[at] && fold(cell) !== "序号"; }) : [];
    var heads = headed ? found[0] : order;
    if (headed) found = found.slice(1);
    else names = order;
    /* A column without a head, or beyond the last one there is place for, is told by its number and what stands in it. */
    var first = [];
    found.forEach(function (row) {
      row.forEach(function (cell, at) { if (cell && !heads[at] && !first[at]) first[at] = cell; });
    });
    first.forEach(function (cell, at) { left.push("第 " + (at + 1) + " 列（“" + cell.slice(0, 12) + "”等）"); });
    var odd = [];
    var rows = found.map(function (row, line) {
      var made = {};
      names.forEach(function (column, at) {
        if (!column || row[at] === undefined) return;
        var cell = row[at], parts = column.key === "length" ? /^([0-9]+)\s*[,，.]\s*([0-9]+)$/.exec(cell.normalize("NFKC")) : null;
        if (parts && Number(parts[2]) > 0) {
          made.length = Number(parts[1]);
          made.scale = Number(parts[2]);
          return;
        }
        var read = value(cell, column);
        if (read === undefined) return;
        if (column.map && typeof read === "string") {
          odd.push([line + 1, column.title, cell]);
          return;
        }
        made[column.key] = read;
        var known = column.schema.enum ? column.schema.enum.includes(read) : !["boolean", "integer"].includes(column.schema.type) || typeof read !== "string";
        if (!known) odd.push([line + 1, column.title, cell]);
      });
      return made;
    }).filter(function (row) { return Object.keys(row).length; });
    return { rows: rows, columns: names.filter(Boolean), odd: odd, left: left, headed: headed };
  };
})();
