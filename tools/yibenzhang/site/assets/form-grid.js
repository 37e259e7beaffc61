/* 一本账: two editors for json-editor: a grid of rows that takes what is pasted from Excel, and a list of texts. */
(function () {
  "use strict";
  var ybz = window.ybz, make = ybz.make;
  var form = window.ybzForm;
  var Abstract = window.JSONEditor.AbstractEditor;

  /* The columns of the rows of a schema; one inside another counts as a column of its own. */
  ybz.columns = function (schema) {
    var node = ybz.resolve(schema.items, form.schema), found = [];
    Object.keys(node.properties || {}).forEach(function (key) {
      var own = ybz.resolve(node.properties[key], form.schema);
      if (own.properties) {
        Object.keys(own.properties).forEach(function (inner) {
          var child = ybz.resolve(own.properties[inner], form.schema);
          found.push({ key: key + "." + inner, title: child.title, schema: child, need: "O" });
        });
      } else if (own.type === "object" && own.additionalProperties) {
        found.push({ key: key, title: own.title, schema: own, need: "O", map: true });
      } else if (own.type !== "object" && own.type !== "array") {
        found.push({ key: key, title: own.title, schema: own, need: own["x-obligation"] || "O" });
      }
    });
    return found;
  };

  function get(row, key) {
    return key.split(".").reduce(function (at, step) { return at ? at[step] : undefined; }, row);
  }

  function set(row, key, value) {
    var steps = key.split("."), last = steps.pop(), at = row;
    steps.forEach(function (step) { at = at[step] = at[step] || {}; });
    if (value === undefined) delete at[last];
    else at[last] = value;
    if (steps.length && !Object.keys(at).length) delete row[steps[0]];
  }

  /* The cell of a place in a row: its own, or that of the field it lies in. */
  ybz.cellOf = function (line, steps) {
    var cells = Array.from(line.querySelectorAll("td[data-key]"));
    return cells.find(function (cell) { return cell.dataset.key === steps.join("."); }) || cells.find(function (cell) { return cell.dataset.key === steps[0]; }) || null;
  };

  function copy(value) { return JSON.parse(JSON.stringify(value)); }

  class Grid extends Abstract {
    build() {
      this.columns = ybz.columns(this.schema);
      var kind = this.schema.options.kind;
      this.first = ybz.firstColumns[kind] || this.columns.filter(function (column) { return column.need !== "O"; }).map(function (column) { return column.key; });
      this.choices = (ybz.choices || {})[kind] || {};
      this.rows = [];
      this.more = false;
      this.note = make("output", { class: "yf-note", "aria-live": "polite" });
      this.table = make("table", { class: "yf-grid" });
      this.box = make("div", { class: "yf-scroll", tabindex: "0", role: "region", "aria-label": this.schema.title });
      this.box.append(this.table);
      this.detail = make("div", { class: "yf-paste yf-detail", role: "group", "aria-label": this.schema.title + "的字段对应", hidden: true });
      this.area = make("textarea", { class: "yf-paste-area", rows: "5", spellcheck: "false", "aria-label": "从 Excel 复制的" + this.schema.title, placeholder: "在 Excel 或 WPS 里选中几列几行，复制，粘贴到这里。第一行可以是列名；没有列名时按下面表格的列的顺序认。" });
      this.replace = make("input", { type: "checkbox" });
      var self = this;
      this.paster = make("div", { class: "yf-paste", hidden: true }, this.area, make("div", { class: "yf-bar" },
        make("button", { type: "button", class: "yf-button yf-main", text: "放进表格", onclick: function () { self.take(self.area.value); } }),
        make("label", { class: "yf-check" }, this.replace, " 替换已有的行"),
        make("button", { type: "button", class: "yf-button", text: "取消", onclick: function () { self.paster.hidden = true; self.opener.focus(); } })));
      this.opener = make("button", { type: "button", class: "yf-button", text: "从 Excel 粘贴", onclick: function () {
        self.paster.hidden = !self.paster.hidden;
        if (!self.paster.hidden) self.area.focus();
      } });
      this.wider = make("button", { type: "button", class: "yf-button", "aria-pressed": "false", onclick: function () {
        self.more = !self.more;
        self.draw();
      } });
      this.bar = make("div", { class: "yf-bar" },
        make("button", { type: "button", class: "yf-button", text: "加一行", onclick: function () { self.add(self.rows.length); } }),
        this.opener, this.wider, this.note);
      var title = this.path.split(".").length > 3 || this.key === "services" ? make("h3", { text: this.schema.title }) : null;
      this.container.setAttribute("role", "group");
      this.container.setAttribute("aria-label", this.schema.title);
      if (title) this.container.append(title);
      this.control = make("div", { class: "yf-table" }, make("p", { class: "yf-hint", text: this.schema.description }), this.paster, this.box, this.detail, this.bar);
      this.container.append(this.control);
      this.table.addEventListener("paste", function (event) { self.pasted(event); });
      this.table.addEventListener("keydown", function (event) { self.keys(event); });
      this.draw();
    }
    setupWatchListeners() {
      this.watched = {};
      this.watched_values = {};
      this.watch_listener = function () { return false; };
    }
    addLinks() { this.link_watchers = []; }
    updateHeaderText() { return null; }
    shown() {
      var self = this;
      var used = this.columns.filter(function (column) { return self.rows.some(function (row) { return get(row, column.key) !== undefined; }); });
      return this.columns.filter(function (column) { return self.more || self.first.includes(column.key) || used.includes(column); });
    }
    setValue(value) {
      this.rows = copy(Array.isArray(value) ? value : []);
      this.value = this.rows;
      this.open = null;
      this.more = false;
      if (this.table) this.draw();
      this.onChange(true);
    }
    getValue() { return copy(this.rows || []); }
    changed() { this.onChange(true); }
    draw() {
      var self = this, shown = this.drawn = this.shown(), rest = this.columns.length - shown.length;
      this.wider.textContent = this.more ? "只看常用列" : "更多列（" + rest + "）";
      this.wider.setAttribute("aria-pressed", String(this.more));
      this.wider.hidden = !this.more && rest === 0;
      this.table.textContent = "";
      var top = make("tr", {}, make("th", { scope: "col", class: "yf-number", text: "序" }));
      shown.forEach(function (column) {
        var words = column.schema.description ? column.schema.description.replace(/（来源：[^）]*）$/, "") : "";
        var cell = make("th", { scope: "col", "data-key": column.key, title: words, text: column.title.replace(/^数据项(?=.)/, "") });
        if (column.need === "M") cell.append(make("span", { class: "yf-must", "aria-hidden": "true", text: "*" }));
        top.append(cell);
      });
      top.append(make("th", { scope: "col", class: "yf-tools", text: "操作" }));
      this.table.append(make("thead", {}, top));
      this.body = make("tbody");
      this.rows.forEach(function (row, at) {
        self.body.append(self.line(row, at));
      });
      if (!this.rows.length) {
        this.body.append(make("tr", {}, make("td", { class: "yf-none", colspan: String(shown.length + 2), text: "还没有内容：加一行，或从 Excel 粘贴整张表。" })));
      }
      this.table.append(this.body);
      this.detail.textContent = "";
      if (this.open && this.rows.includes(this.open)) this.detail.append(this.pairs(this.open, this.rows.indexOf(this.open)));
      this.detail.hidden = !this.detail.firstChild;
    }
    line(row, at) {
      var self = this, line = make("tr", { "data-row": String(at) }, make("td", { class: "yf-number", text: String(at + 1) }));
      this.drawn.forEach(function (column) {
        var label = "第 " + (at + 1) + " 行 " + column.title;
        line.append(make("td", { "data-key": column.key, "data-label": column.title.replace(/^数据项(?=.)/, "") + (column.need === "M" ? " *" : "") }, self.field(row, column, label)));
      });
      function tool(sign, label, act, off) {
        return make("button", { type: "button", class: "yf-tool", text: sign, title: label, "aria-label": label + "第 " + (at + 1) + " 行", disabled: off, onclick: act });
      }
      line.append(make("td", { class: "yf-tools" },
        tool("↑", "上移", function () { self.move(at, at - 1); }, at === 0),
        tool("↓", "下移", function () { self.move(at, at + 1); }, at === this.rows.length - 1),
        tool("✕", "删除", function () { self.remove(at); })));
      return line;
    }
    field(row, column, label) {
      var self = this, schema = column.schema, present = get(row, column.key), node;
      var choices = this.choices[column.key] || null;
      if (column.map) return this.opening(row, column, label);
      function store(value) {
        set(row, column.key, value);
        self.changed();
      }
      if (schema.enum || schema.type === "boolean" || (choices && !choices.free)) {
        var options = schema.enum ? schema.enum.map(function (each) { return [each, ybz.term(schema["x-vocabulary"], each)]; }) :
          schema.type === "boolean" ? [[true, "是"], [false, "否"]] : choices.list.map(function (each) { return [each[0], each[1]]; });
        if (present !== undefined && !options.some(function (each) { return each[0] === present; })) options.push([present, String(present)]);
        node = make("select", { "aria-label": label }, make("option", { value: "", text: "" }));
        options.forEach(function (each, place) { node.append(make("option", { value: String(place), text: each[1], selected: each[0] === present })); });
        node.addEventListener("change", function () { store(node.value === "" ? undefined : options[Number(node.value)][0]); });
        return node;
      }
      node = make("input", { type: "text", "aria-label": label, autocomplete: "off", spellcheck: "false", inputmode: schema.type === "integer" ? "numeric" : null, list: choices ? choices.id : null, value: present === undefined ? null : String(present) });
      node.addEventListener("input", function () {
        var text = node.value.trim(), plain = text.normalize("NFKC");
        if (schema.type === "integer" && /^-?[0-9]{1,15}$/.test(plain)) store(Number(plain));
        else if (Array.isArray(schema.type) && schema.type.includes("integer") && /^[1-9][0-9]{3}$/.test(plain)) store(Number(plain));
        else store(text === "" ? undefined : text);
      });
      if (choices && choices.fill) {
        node.addEventListener("change", function () {
          if (choices.fill(row)) {
            self.draw();
            self.changed();
          }
        });
      }
      return node;
    }
    /* A cell of pairs says how many there are, and opens them below the table. */
    opening(row, column, label) {
      var self = this, count = Object.keys(get(row, column.key) || {}).length, open = this.open === row;
      return make("button", { type: "button", class: "yf-button yf-open-pairs", "aria-expanded": String(open), "aria-label": label + (count ? "，已填 " + count + " 对" : ""), text: open ? "收起" : count ? count + " 对" : "填写",
        onclick: function () {
          self.open = open ? null : row;
          self.column = column;
          self.draw();
          var line = self.body.querySelector('[data-row="' + self.rows.indexOf(row) + '"]');
          (self.open && self.detail.querySelector("input") || ybz.cellOf(line, [column.key]).firstChild).focus();
        } });
    }
    /* Each item of the catalog beside its column of the table. */
    pairs(row, at) {
      var self = this, column = this.column, found = get(row, column.key) || {}, own = this.choices[column.key];
      var items = own ? own.items().filter(function (item) { return item.name; }) : [], names = Array.from(new Set(items.map(function (item) { return item.name; })));
      function store(name, text) {
        var made = Object.assign({}, get(row, column.key));
        if (text) made[name] = text;
        else delete made[name];
        set(row, column.key, Object.keys(made).length ? made : undefined);
        self.changed();
      }
      function one(name, known) {
        var input = make("input", { type: "text", autocomplete: "off", spellcheck: "false", value: found[name] === undefined ? null : String(found[name]), "aria-label": "第 " + (at + 1) + " 行 " + column.title + " " + name });
        input.addEventListener("input", function () { store(name, input.value.trim()); });
        return make("label", {}, make("span", { class: known ? null : "yf-bad", text: known ? name : name + "（没有这个数据项）" }), input);
      }
      var list = make("div", { class: "yf-pairs" });
      names.forEach(function (name) { list.append(one(name, true)); });
      Object.keys(found).forEach(function (name) { if (!names.includes(name)) list.append(one(name, false)); });
      var title = "第 " + (at + 1) + " 行" + (row.name ? "“" + row.name + "”" : "") + "的" + column.title + "：左边是本目录的数据项，右边写资源里对应的列名，没有对应的空着。";
      if (!names.length) title = "先在“数据项”里填好数据项，再填" + column.title + "。";
      var fill = make("button", { type: "button", class: "yf-button", text: "空着的按字段名填", disabled: !items.some(function (item) { return item.field; }), onclick: function () {
        items.forEach(function (item) { if (item.field && !(get(row, column.key) || {})[item.name]) store(item.name, item.field); });
        self.draw();
        self.detail.querySelector("input").focus();
      } });
      var close = make("button", { type: "button", class: "yf-button", text: "收起", onclick: function () { ybz.cellOf(self.body.querySelector('[data-row="' + self.rows.indexOf(row) + '"]'), [column.key]).firstChild.click(); } });
      return make("div", {}, make("p", { class: "yf-hint", text: title }), list, make("div", { class: "yf-bar" }, names.length ? fill : null, close));
    }
    add(at, row) {
      this.rows.splice(at, 0, row || {});
      this.draw();
      this.changed();
      var input = this.body.querySelector('[data-row="' + at + '"] input, [data-row="' + at + '"] select');
      if (input) input.focus();
    }
    remove(at) {
      this.rows.splice(at, 1);
      this.draw();
      this.changed();
      this.note.textContent = "已删除第 " + (at + 1) + " 行";
      var next = this.body.querySelector('[data-row="' + Math.min(at, this.rows.length - 1) + '"] .yf-tool:last-child') || this.bar.querySelector("button");
      next.focus();
    }
    move(from, to) {
      if (to < 0 || to >= this.rows.length) return;
      this.rows.splice(to, 0, this.rows.splice(from, 1)[0]);
      this.draw();
      this.changed();
      var tools = this.body.querySelectorAll('[data-row="' + to + '"] .yf-tool');
      var wanted = tools[to < from ? 0 : 1];
      (wanted.disabled ? tools[to < from ? 1 : 0] : wanted).focus();
      this.note.textContent = "已移到第 " + (to + 1) + " 行";
    }
    /* Enter goes down a row, Alt with an arrow moves the row. */
    keys(event) {
      var cell = event.target.closest("td[data-key]"), line = cell && cell.closest("tr");
      if (!line) return;
      var at = Number(line.dataset.row), key = cell.dataset.key;
      if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        this.move(at, at + (event.key === "ArrowUp" ? -1 : 1));
      } else if (event.key === "Enter" && event.target.tagName === "INPUT") {
        event.preventDefault();
        if (at === this.rows.length - 1) this.add(at + 1);
        this.body.querySelector('[data-row="' + (at + 1) + '"] [data-key="' + key + '"]').firstChild.focus();
      }
    }
    /* Several cells pasted into one: the rows from there on take them. */
    pasted(event) {
      var text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
      if (!/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      var cell = event.target.closest("td[data-key]"), at = cell ? Number(cell.closest("tr").dataset.row) : this.rows.length;
      var from = cell ? this.drawn.findIndex(function (column) { return column.key === cell.dataset.key; }) : 0;
      this.put(text, at, this.drawn.slice(from));
    }
    take(text) {
      if (!text.trim()) return;
      if (this.replace.checked) this.rows = [];
      this.put(text, this.rows.length, this.drawn);
      this.area.value = "";
      this.paster.hidden = true;
      this.opener.focus();
    }
    put(text, at, order) {
      var self = this, found = ybz.paste(text, this.columns, order);
      found.rows.forEach(function (row, line) {
        var target = self.rows[at + line];
        if (!target) self.rows.push(target = {});
        Object.keys(row).forEach(function (key) { set(target, key, row[key]); });
      });
      this.draw();
      this.changed();
      var said = ["放进 " + found.rows.length + " 行，" + (found.headed ? "按列名认出 " : "按顺序放进 ") + found.columns.map(function (column) { return column.title.replace(/^数据项(?=.)/, ""); }).join("、")];
      if (found.left.length) said.push("没有放进的列：" + found.left.join("、"));
      if (found.odd.length) said.push("不认识的写法：" + found.odd.slice(0, 5).map(function (each) { return "第 " + each[0] + " 行" + each[1] + "“" + each[2] + "”"; }).join("、") + (found.odd.length > 5 ? "等 " + found.odd.length + " 处" : ""));
      this.note.textContent = said.join("。") + "。";
    }
    enable() { this.disabled = false; }
    disable() { this.disabled = true; }
    /* Marks cells; the messages are those of the page. */
    mark(faults) {
      this.table.querySelectorAll(".yf-bad, .yf-warn").forEach(function (cell) {
        cell.classList.remove("yf-bad", "yf-warn");
        cell.removeAttribute("title");
        if (cell.firstChild.removeAttribute) cell.firstChild.removeAttribute("aria-invalid");
      });
      var self = this;
      faults.forEach(function (fault) {
        var line = self.table.querySelector('[data-row="' + fault.place[0] + '"]');
        var cell = line && (ybz.cellOf(line, fault.place.slice(1)) || line.querySelector(".yf-number"));
        if (!cell) return;
        cell.classList.add(fault.severity === "error" ? "yf-bad" : "yf-warn");
        cell.title = (cell.title ? cell.title + "；" : "") + fault.message;
        if (cell.dataset.key) cell.firstChild.setAttribute("aria-invalid", "true");
      });
    }
  }

  class Lines extends Abstract {
    build() {
      var self = this;
      this.label = this.header = make("label", { for: this.formname, text: this.getTitle() });
      this.input = make("textarea", { id: this.formname, rows: "2", spellcheck: "false", "aria-describedby": this.formname + "-description" });
      this.description = make("p", { id: this.formname + "-description", text: this.schema.description + "一行一个，也可以用顿号隔开。" });
      this.control = make("div", { class: "form-control" }, this.label, this.input, this.description);
      this.container.append(this.control);
      this.input.addEventListener("input", function () {
        self.value = Array.from(new Set(self.input.value.split(/[\n、，,；;]/).map(function (each) { return each.trim(); }).filter(Boolean)));
        self.onChange(true);
      });
    }
    addLinks() { this.link_watchers = []; }
    setValue(value) {
      this.value = Array.isArray(value) ? value.slice() : [];
      if (this.input) this.input.value = this.value.join("\n");
      this.onChange(true);
    }
    getValue() { return (this.value || []).slice(); }
    enable() { this.input.disabled = false; }
    disable() { this.input.disabled = true; }
  }

  window.JSONEditor.defaults.editors.ybzGrid = Grid;
  window.JSONEditor.defaults.editors.ybzLines = Lines;
  window.JSONEditor.defaults.resolvers.unshift(function (schema) {
    return schema.format === "ybz-grid" ? "ybzGrid" : schema.format === "ybz-lines" ? "ybzLines" : undefined;
  });
})();
