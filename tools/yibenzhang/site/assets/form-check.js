/* 一本账: holds values to the ledger's JSON Schema and says what is wrong in the words of `ybz check`. */
(function () {
  "use strict";
  var ybz = window.ybz;
  var patterns = new Map();

  /* A subschema with what it refers to; its own words come first. */
  ybz.resolve = function (node, root) {
    if (!node || !node.$ref) return node || {};
    var found = node.$ref.replace(/^#\/?/, "").split("/").reduce(function (at, step) { return step ? (at || {})[step] : at; }, root);
    return Object.assign({}, ybz.resolve(found, root), node);
  };

  ybz.fill = function (text, found) {
    return text.replace(/\{([a-z]+)\}/g, function (whole, key) { return key in found ? String(found[key]) : whole; });
  };

  ybz.example = function (schema) {
    var found = /例：(.*?)。?(?:（来源：|$)/s.exec(schema.description || "");
    return found ? found[1].trim() : "";
  };

  function shown(value) {
    if (value === null) return "（空）";
    if (typeof value === "boolean") return String(value);
    if (Array.isArray(value)) return "列表";
    if (typeof value === "object") return "下一层字段";
    var signs = Array.from(String(value));
    return "“" + (signs.length <= 30 ? signs.join("") : signs.slice(0, 29).join("") + "…") + "”";
  }

  function kind(value) {
    if (value === null) return "null";
    if (Array.isArray(value)) return "array";
    if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
    return typeof value;
  }

  function count(value) {
    if (typeof value === "string") return Array.from(value).length;
    if (typeof value === "number") return value;
    return Array.isArray(value) ? value.length : Object.keys(value).length;
  }

  function fits(pattern, text) {
    if (!patterns.has(pattern)) patterns.set(pattern, new RegExp(pattern, "u"));
    return patterns.get(pattern).test(text);
  }

  function isDay(text) {
    var found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!found) return false;
    var day = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])));
    return day.getUTCMonth() === Number(found[2]) - 1 && day.getUTCDate() === Number(found[3]);
  }

  function repeated(list) {
    var seen = new Set();
    return list.find(function (each) {
      var key = JSON.stringify(each);
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    });
  }

  /* Every way a value breaks a schema: {place, node, keyword, limit, mark}. */
  function walk(given, value, place, mark, root, found) {
    var node = ybz.resolve(given, root), own = node["x-rule"] || mark, type = kind(value);
    function fault(keyword, limit, at) { found.push({ place: at || place, value: value, node: node, keyword: keyword, limit: limit, mark: own }); }
    if (node.type) {
      var types = [].concat(node.type);
      if (!types.includes(type) && !(type === "integer" && types.includes("number"))) {
        fault("type", types);
        return;
      }
    }
    if (node.enum && !node.enum.includes(value)) fault("enum", node.enum);
    if ("const" in node && node.const !== value) fault("const", [node.const]);
    if (node.not && !walkless(node.not, value, root)) fault("not");
    if (type === "string") {
      if (node.minLength !== undefined && count(value) < node.minLength) fault("minLength", node.minLength);
      if (node.maxLength !== undefined && count(value) > node.maxLength) fault("maxLength", node.maxLength);
      if (node.pattern && !fits(node.pattern, value)) fault("pattern");
      if (node.format === "date" && !isDay(value)) fault("pattern");
    }
    if (type === "integer" || type === "number") {
      if (node.minimum !== undefined && value < node.minimum) fault("minimum", node.minimum);
      if (node.maximum !== undefined && value > node.maximum) fault("maximum", node.maximum);
    }
    if (type === "array") {
      if (node.minItems !== undefined && value.length < node.minItems) fault("minItems", node.minItems);
      if (node.maxItems !== undefined && value.length > node.maxItems) fault("maxItems", node.maxItems);
      if (node.uniqueItems && repeated(value) !== undefined) fault("uniqueItems");
      if (node.items) value.forEach(function (each, at) { walk(node.items, each, place.concat(at), own, root, found); });
    }
    if (type === "object") {
      if (node.minProperties !== undefined && count(value) < node.minProperties) fault("minProperties", node.minProperties);
      var missing = (node.required || []).filter(function (key) { return !(key in value); });
      if (missing.length) fault("required", missing);
      Object.keys(value).forEach(function (key) {
        if (node.properties && node.properties[key]) walk(node.properties[key], value[key], place.concat(key), own, root, found);
        else if (node.additionalProperties && typeof node.additionalProperties === "object") walk(node.additionalProperties, value[key], place.concat(key), own, root, found);
      });
    }
    (node.allOf || []).forEach(function (each) { walk(each, value, place, own, root, found); });
    if (node.if) {
      var branch = walkless(node.if, value, root) ? node.else : node.then;
      if (branch) walk(branch, value, place, own, root, found);
    }
  }

  /* Whether it breaks the schema at all. */
  function walkless(given, value, root) {
    var found = [];
    walk(given, value, [], null, root, found);
    return found.length > 0;
  }
  ybz.breaks = walkless;

  function schemaAt(place, root) {
    return place.reduce(function (at, step) {
      var node = ybz.resolve(at, root);
      return ybz.resolve((typeof step === "number" ? node.items : (node.properties || {})[step]) || {}, root);
    }, ybz.resolve(root, root));
  }
  ybz.schemaAt = schemaAt;

  /* An example without the marks of YAML; none of what is a mapping there. */
  function plain(text, key) {
    var bare = text.startsWith(key + ":") ? text.slice(key.length + 1).trim() : text;
    if (bare.startsWith("{") || bare.startsWith("[{")) return "";
    return bare.replace(/^\[(.*)\]$/s, "$1").replace(/^(["'])(.*)\1$/s, "$2");
  }

  /* A finding in the words of the form: fields by their labels, never as they are called in the file. */
  ybz.spoken = function (found, advice) {
    var own = advice.find(function (each) { return found.fix.startsWith(each[0]); });
    return Object.assign({}, found, {
      message: found.message.replace("只能写 true（是）或 false（否）", "只能选 是 或 否"), fix: own ? own[1] : found.fix
    });
  };

  function say(fault, words, root) {
    var shape = schemaAt(fault.place, root), label = shape.title;
    if (!label && fault.place.length) label = schemaAt(fault.place.slice(0, -1), root).title;
    var key = fault.place.filter(function (step) { return typeof step === "string"; }).pop() || "";
    var found = { label: label || key, shown: shown(fault.value), count: fault.value === null ? 0 : count(fault.value), limit: fault.limit, example: plain(ybz.example(shape), key) };
    var entry = fault.keyword, value = fault.value;
    if (entry === "enum" || entry === "const") {
      entry = "listed";
      found.choices = fault.limit.join("、");
    } else if (entry === "pattern") {
      if (/^[“‘「《]/.test(value) && /[”’」》]$/.test(value)) {
        entry = "quoted";
        found.example = Array.from(value).slice(1, -1).join("");
      } else if (value !== value.trim()) {
        entry = "blank";
      } else if (shape.format === "date") {
        entry = "date";
        found.right = "年-月-日，如 2026-01-31";
      } else {
        entry = "format";
      }
    } else if (entry === "type") {
      entry = fault.limit.includes("integer") && typeof value === "string" ? "integer" : fault.limit.includes("boolean") ? "boolean" : "type";
      found.yes = "是";
      found.no = "否";
    } else if (entry === "minLength" && found.count === 0) {
      entry = "empty";
    } else if (entry === "uniqueItems") {
      entry = "repeated";
      found.shown = shown(repeated(value));
    }
    var said = words[entry];
    return said ? { rule: said[0], message: ybz.fill(said[1], found), fix: ybz.fill(said[2], found) } : null;
  }

  /* The findings of values, each once: {rule, message, fix, place}; `missing`: something is not filled in yet. */
  ybz.check = function (values, root, rules) {
    var faults = [], made = [], seen = new Set();
    walk(root, values, [], null, root, faults);
    function add(each) {
      var key = JSON.stringify([each.place, each.rule, each.message]);
      if (!seen.has(key)) made.push(each);
      seen.add(key);
    }
    faults.forEach(function (fault) {
      if (fault.mark) {
        var message = fault.mark.message, place = fault.place;
        if ((fault.value === null || typeof fault.value !== "object") && !message.includes("：")) message += "：" + shown(fault.value);
        var whole = fault.keyword === "required" ? (fault.node.required || []) : [];
        if (whole.length === 1) place = place.concat(whole[0]);
        add({ rule: fault.mark.id, message: message, fix: fault.mark.fix, place: place, missing: fault.keyword === "required" || fault.keyword === "minItems" });
      } else if (fault.keyword === "required") {
        fault.limit.forEach(function (key) {
          var place = fault.place.concat(key), child = schemaAt(place, root), label = child.title || key, said = rules.shape.missing;
          var example = plain(ybz.example(child), key);
          add({ rule: said[0], message: ybz.fill(said[1], { label: label }), fix: "填“" + label + "”" + (example ? "，例：" + example : ""), place: place, missing: true });
        });
      } else {
        var said = say(fault, rules.shape, root);
        if (said) add(Object.assign({ place: fault.place }, said));
      }
    });
    return made;
  };
})();
