/* 一本账: from the ledger's schema to json-editor's form, and from a catalog to what the form holds and back. */
(function () {
  "use strict";
  var ybz = window.ybz, make = ybz.make;
  var form = window.ybzForm;
  var Json = window.JSONEditor;
  var NONE = "暂无系统";
  /* What stands together; what a ledger's own schema adds stands last. */
  var GROUPS = [
    ["basic", "基本信息", ["name", "kind", "code", "domain", "domain_note", "office", "summary", "duties", "services", "libraries", "lead"]],
    ["source", "来源与更新", ["systems", "network", "level", "update_cycle", "update_cycle_note", "format", "spatial", "temporal", "processing"]],
    ["sharing", "共享与开放", ["share", "open"]],
    ["items", "数据项", ["items"]],
    ["resources", "挂载资源", ["resources"]],
    ["retired", "下架信息", ["retired"]],
    ["more", "其他", ["assessments", "aliases", "keywords", "related", "base", "origin", "listed", "upstream"]]
  ];
  var LEFT_OUT = ["status"];
  ybz.firstColumns = {
    items: ["name", "type", "length", "scale", "tier", "key", "personal", "field", "note"],
    resources: ["id", "name", "type", "structure", "mount", "system", "mounted", "format", "protocol", "map"],
    basis: ["title", "number", "article", "rank"],
    services: ["name", "code"]
  };

  /* json-editor reads markup into texts, and styles of its own into the page; neither is wanted. */
  Json.AbstractEditor.prototype.cleanText = Json.AbstractEditor.prototype.purify = function (text) { return text; };
  class Theme extends Json.AbstractTheme {
    constructor(editor) { super(editor, { disable_theme_rules: true }); }
    cleanText(text) { return text; }
    getHiddenLabel(text) { return make("label", { class: "yf-unseen", text: text }); }
    getHiddenText(text) { return make("span", { class: "yf-unseen", text: text }); }
    visuallyHidden(node) { if (node) node.classList.add("yf-unseen"); }
    getOptInCheckbox() {
      var checkbox = make("input", { type: "checkbox" }), label = make("label");
      return { label: label, checkbox: checkbox, container: make("span", { hidden: true }, checkbox) };
    }
    getDescription(text) { return make("p", { text: text }); }
    getMultiCheckboxHolder(controls, label, description) {
      var box = make("div", { class: "control-group", role: "group", "aria-label": label ? label.textContent : null }), list = make("div", { class: "yf-checks" });
      Object.keys(controls).forEach(function (key) { list.append(controls[key]); });
      if (label) box.append(label);
      box.append(list);
      if (description) box.append(description);
      return box;
    }
    addInputError() { return null; }
    removeInputError() { return null; }
  }
  Json.defaults.themes.ybz = Theme;

  /* A word of a vocabulary with the first words of its note where the word alone says little. */
  ybz.term = function (vocabulary, value) {
    var found = (form.vocabulary[vocabulary] || []).find(function (term) { return term[0] === value; });
    return found && found[1] && String(value).length <= 1 ? value + " " + found[1].split("，")[0] : String(value);
  };

  function select(values, titles) {
    return { type: "string", enum: [""].concat(values.map(String)), options: { enum_titles: ["　"].concat(titles) } };
  }

  function checks(values, titles) {
    return { type: "array", uniqueItems: true, format: "checkbox", items: { type: "string", enum: values, options: { enum_titles: titles } } };
  }

  function withPresent(list, present) {
    return list.concat([].concat(present === undefined ? [] : present).filter(function (each) { return typeof each === "string" && !list.some(function (one) { return one[0] === each; }); }).map(function (each) { return [each, each + "（部门档案里没有）"]; }));
  }

  function pick(pairs, at) { return pairs.map(function (pair) { return pair[at]; }); }

  /* What a department's profile offers for a field; null: nothing, so it is typed. */
  function offered(path, own, present) {
    var list = null;
    if (path === "duties") list = own.duties.map(function (each) { return [each.id, each.id + " " + (each.duty || each.names.join("、"))]; });
    if (path === "systems") list = own.systems.map(function (each) { return [each.id, each.name + (each.status === "在用" ? "" : "（" + each.status + "）")]; }).concat([[NONE, NONE]]);
    if (path === "libraries" && form.libraries.length) list = form.libraries.map(function (each) { return [each, each]; });
    if (path === "office" && own.offices.length) list = own.offices.map(function (each) { return [each, each]; });
    if (path === "base" && form.bases.length) list = form.bases.map(function (each) { return [each, each]; });
    return list && list.length ? withPresent(list, present) : null;
  }

  function field(node, path, own, present) {
    var schema = ybz.resolve(node, form.schema), made, list = offered(path, own, present);
    var type = [].concat(schema.type || [])[0];
    if (list && (type === "array" || path === "systems")) {
      made = checks(pick(list, 0), pick(list, 1));
    } else if (list) {
      made = select(pick(list, 0), pick(list, 1));
    } else if (schema.enum) {
      var values = schema.enum.slice();
      if (present !== undefined && !values.includes(present)) values.push(present);
      made = select(values, values.map(function (each) { return ybz.term(schema["x-vocabulary"], each); }));
    } else if (schema.type === "boolean") {
      made = select(["true", "false"], ["是", "否"]);
    } else if (schema.properties) {
      made = { type: "object", properties: {} };
      Object.keys(schema.properties).forEach(function (key) {
        made.properties[key] = field(schema.properties[key], path + "." + key, own, present && present[key]);
      });
    } else if (schema.type === "array") {
      var each = ybz.resolve(schema.items, form.schema);
      if (each.properties) made = { type: "array", format: "ybz-grid", items: schema.items, options: { kind: path.split(".").pop() } };
      else if (each.enum) made = checks(each.enum, each.enum.map(function (one) { return ybz.term(each["x-vocabulary"], one); }));
      else made = { type: "array", format: "ybz-lines" };
    } else {
      var long = schema.maxLength > 200 || /(reason|summary|condition)$/.test(path);
      made = { type: "string", format: long ? "textarea" : undefined, options: { inputAttributes: { autocomplete: "off" } } };
      if (path === "lead" || path === "origin") made.options.inputAttributes.list = "yf-departments";
      if (path === "name") made.options.inputAttributes.list = "yf-names";
    }
    made.title = schema.title;
    /* The example stands in the field itself, where there is one to type into. */
    made.description = (schema.description || "").replace(/（来源：[^）]*）$/, "").replace(/例：.*$/s, "");
    if (made.options && made.options.inputAttributes) made.options.inputAttributes.placeholder = ybz.example(schema) ? "例：" + ybz.example(schema).replace(/^["']|["']$/g, "") : "";
    return made;
  }

  function isRetired(catalog) { return catalog.status === "已下架"; }

  /* The form's own schema: groups of fields; `present` is the catalog that is opened. */
  ybz.viewSchema = function (own, present) {
    var known = form.schema.properties, placed = LEFT_OUT.slice(), root = { type: "object", title: " ", properties: {} };
    GROUPS.forEach(function (group) { placed = placed.concat(group[2]); });
    GROUPS.forEach(function (group) {
      if (group[0] === "retired" && !isRetired(present)) return;
      var keys = group[2].filter(function (key) { return known[key]; });
      if (group[0] === "more") keys = keys.concat(Object.keys(known).filter(function (key) { return !placed.includes(key); }));
      if (!keys.length) return;
      var made = root.properties[group[0]] = { type: "object", title: group[1], properties: {} };
      keys.forEach(function (key) { made.properties[key] = field(known[key], key, own, present[key]); });
    });
    return root;
  };

  ybz.groupOf = function (key) {
    var found = GROUPS.find(function (group) { return group[2].includes(key); });
    return found ? found[0] : "more";
  };

  function into(value, node) {
    var schema = ybz.resolve(node, form.schema);
    if (value === undefined || value === null) return undefined;
    if (schema.enum || schema.type === "boolean") return String(value);
    if (Array.isArray(schema.type)) return schema.type.includes("array") ? [].concat(value) : String(value);
    if (schema.properties && typeof value === "object") {
      var made = {};
      Object.keys(schema.properties).forEach(function (key) { made[key] = into(value[key], schema.properties[key]); });
      return made;
    }
    return value;
  }

  /* Every field of the form, empty where the catalog has none: json-editor takes fields away that are not there. */
  ybz.whole = function whole(schema, view) {
    if (schema.properties) {
      var made = {};
      Object.keys(schema.properties).forEach(function (key) { made[key] = whole(schema.properties[key], view ? view[key] : undefined); });
      return made;
    }
    if (view !== undefined) return view;
    return schema.type === "array" ? [] : "";
  };

  /* A catalog as the form holds it. */
  ybz.toView = function (catalog) {
    var view = {};
    Object.keys(form.schema.properties).forEach(function (key) {
      if (LEFT_OUT.includes(key) || catalog[key] === undefined || (key === "retired" && !isRetired(catalog))) return;
      var group = ybz.groupOf(key);
      (view[group] = view[group] || {})[key] = into(catalog[key], form.schema.properties[key]);
    });
    return view;
  };

  function pruned(value) {
    if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
    if (Array.isArray(value)) {
      var list = value.map(pruned).filter(function (each) { return each !== undefined; });
      return list.length ? list : undefined;
    }
    if (value && typeof value === "object") {
      var made = {};
      Object.keys(value).forEach(function (key) {
        var inner = pruned(value[key]);
        if (inner !== undefined) made[key] = inner;
      });
      return Object.keys(made).length ? made : undefined;
    }
    return value === null ? undefined : value;
  }

  function outOf(value, node) {
    var schema = ybz.resolve(node, form.schema);
    if (value === undefined || value === null || value === "") return undefined;
    if (schema.enum) {
      var known = schema.enum.find(function (each) { return String(each) === value; });
      return known === undefined ? value : known;
    }
    if (schema.type === "boolean") return value === "true";
    if (Array.isArray(schema.type) && schema.type.includes("array")) return value.length === 1 && value[0] === NONE ? NONE : pruned(value);
    if (Array.isArray(schema.type) && schema.type.includes("integer")) return /^[1-9][0-9]{3}$/.test(value.trim()) ? Number(value) : pruned(value);
    if (schema.properties && !Array.isArray(value)) {
      var made = {};
      Object.keys(schema.properties).forEach(function (key) {
        var inner = outOf(value[key], schema.properties[key]);
        if (inner !== undefined) made[key] = inner;
      });
      return Object.keys(made).length ? made : undefined;
    }
    return pruned(value);
  }

  /* What the form says, empty fields left out. */
  ybz.fromView = function (view) {
    var found = {};
    Object.keys(form.schema.properties).forEach(function (key) {
      var group = view[ybz.groupOf(key)];
      var value = group ? outOf(group[key], form.schema.properties[key]) : undefined;
      if (value !== undefined) found[key] = value;
    });
    return found;
  };

  /* Which fields the conditions of the schema ask for, or rule out, as things stand: paths with dots. */
  ybz.wanted = function (values) {
    var found = { needed: new Set(), asked: new Set(), ruled: new Set() };
    function then(node, path) {
      (node.required || []).forEach(function (key) { found.needed.add(path + key); });
      Object.keys(node.properties || {}).forEach(function (key) {
        if (node.properties[key].not) found.ruled.add(path + key);
        else then(node.properties[key], path + key + ".");
      });
    }
    function look(node, value, path) {
      var schema = ybz.resolve(node, form.schema);
      /* What an object must hold is asked for once there is one, or has to be. */
      if (value !== undefined || found.needed.has(path.slice(0, -1))) (schema.required || []).forEach(function (key) { found.needed.add(path + key); });
      (schema.allOf || []).forEach(function (each) {
        if (!each.if) {
          then(each, path);
          return;
        }
        var met = !ybz.breaks(each.if, value || {}, form.schema);
        (each.then.required || []).forEach(function (key) { found.asked.add(path + key); });
        if (met) then(each.then, path);
      });
      Object.keys(schema.properties || {}).forEach(function (key) {
        var inner = ybz.resolve(schema.properties[key], form.schema);
        if (inner.properties) look(inner, value ? value[key] : undefined, path + key + ".");
      });
    }
    look(form.schema, values, "");
    return found;
  };

  /* The original with what was changed between two states of the form. */
  ybz.merge = function merge(original, before, after) {
    if (ybz.yaml.same(before, after)) return original;
    function plain(value) { return value && typeof value === "object" && !Array.isArray(value); }
    if (!plain(original) || !plain(after)) return after;
    var old = plain(before) ? before : {}, made = {};
    Object.keys(Object.assign({}, original, after)).forEach(function (key) {
      var value = merge(original[key], old[key], after[key]);
      if (value !== undefined) made[key] = value;
    });
    return made;
  };
})();
