/* 一本账: YAML as `ybz fmt` writes it. A new file is written whole; of one that is there only what was edited is touched. */
(function () {
  "use strict";
  var lib = window.ybzYaml;
  var ybz = window.ybz;
  var SPACES = "\0 \t\r\n\x85\u2028\u2029", BREAKS = "\n\x85\u2028\u2029";
  var INTEGER = /^(0|-?[1-9][0-9]{0,14})$/;
  /* What is text to the ledger and a number, a boolean or nothing to other readers of YAML; and what looks like a slip. */
  var ALIKE = /^(?:[-+]?[0-9]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|~|(?:null|Null|NULL|true|True|TRUE|false|False|FALSE)|<<)$/;
  var SLIP = /^(?:[A-Za-z_]+ *：|[－—–](?![－—–]))/;
  var ESCAPES = { "\0": "0", "\x07": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", "\"": "\"", "\\": "\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P" };

  function printable(sign) {
    var code = sign.codePointAt(0);
    return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff) || code >= 0x10000;
  }

  /* In which ways a text may be written; the rules are those of the program's own writer. */
  function styles(text) {
    var signs = Array.from(text);
    var block = /^(---|\.\.\.)/.test(text), flow = block, special = false, broken = false, breakSpace = false, spaceBreak = false;
    var afterSpace = true, wasSpace = false, wasBreak = false;
    signs.forEach(function (sign, at) {
      var next = at + 1 >= signs.length || SPACES.includes(signs[at + 1]);
      if (at === 0) {
        if ("#,[]{}&*!|>'\"%@`".includes(sign)) flow = block = true;
        if ("?:".includes(sign)) {
          if (signs.length === 1) flow = true;
          if (next) block = true;
        }
        if (sign === "-" && next) flow = block = true;
      } else {
        if (",[]{}".includes(sign)) flow = true;
        if (sign === ":" && next) flow = block = true;
        if (sign === "#" && afterSpace) flow = block = true;
      }
      if (BREAKS.includes(sign)) broken = true;
      if (sign !== "\n" && !printable(sign) && sign !== "\x85") special = true;
      if (sign === " ") {
        if (wasBreak) breakSpace = true;
        wasSpace = true;
        wasBreak = false;
      } else if (BREAKS.includes(sign)) {
        if (wasSpace) spaceBreak = true;
        wasSpace = false;
        wasBreak = true;
      } else {
        wasSpace = wasBreak = false;
      }
      afterSpace = SPACES.includes(sign);
    });
    var edges = /^[ \n\x85\u2028\u2029]|[ \n\x85\u2028\u2029]$/.test(text);
    var odd = edges || breakSpace || special || spaceBreak || broken;
    return { flow: !odd && !flow, block: !odd && !block, single: !breakSpace && !special && !spaceBreak };
  }

  function doubled(text) {
    return "\"" + Array.from(text).map(function (sign) {
      if (sign !== "\"" && sign !== "\\" && !"\x85\u2028\u2029\ufeff".includes(sign) && printable(sign)) return sign;
      if (ESCAPES[sign]) return "\\" + ESCAPES[sign];
      var code = sign.codePointAt(0), wide = code > 0xffff ? 8 : code > 0xff ? 4 : 2;
      return "\\" + { 2: "x", 4: "u", 8: "U" }[wide] + code.toString(16).toUpperCase().padStart(wide, "0");
    }).join("") + "\"";
  }

  function scalar(value, inFlow) {
    if (typeof value !== "string") return value === null ? "" : String(value);
    if (value.includes("\n")) return doubled(value);
    var can = styles(value);
    var plain = inFlow ? can.flow && !/^[:?]/.test(value) : can.block;
    if (value && plain && !ALIKE.test(value) && !SLIP.test(value)) return value;
    var hard = value.includes("\"") || value.includes("\\");
    return hard && can.single && !value.includes("'") ? "'" + value + "'" : doubled(value);
  }

  function flow(value) {
    if (Array.isArray(value)) return "[" + value.map(flow).join(", ") + "]";
    if (value && typeof value === "object") {
      return "{" + Object.keys(value).map(function (key) { return scalar(key, true) + ": " + flow(value[key]); }).join(", ") + "}";
    }
    return scalar(value, true);
  }

  /* A field on lines of its own: tables one row a line, what holds tables or several fields in blocks, the rest in brackets. */
  function lines(key, value, indent, path) {
    var head = indent + scalar(key, false) + ":";
    if (Array.isArray(value) && value.length && value.every(function (each) { return each && typeof each === "object"; })) {
      return [head].concat(value.map(function (each) { return indent + "  - " + flow(each); }));
    }
    if (path === "share") {
      return Object.keys(value).reduce(function (all, inner) { return all.concat(lines(inner, value[inner], indent + "  ", path + "." + inner)); }, [head]);
    }
    var plain = value && typeof value === "object" ? flow(value) : scalar(value, false);
    return [head + " " + plain];
  }

  /* The same values with keys in the order of the schema; unknown keys stay last. */
  function sorted(value, node, root) {
    var schema = ybz.resolve(node, root);
    if (Array.isArray(value)) return value.map(function (each) { return sorted(each, schema.items || {}, root); });
    if (!value || typeof value !== "object") return value;
    var known = Object.keys(schema.properties || {});
    function rank(key) { return known.includes(key) ? known.indexOf(key) : known.length; }
    var made = {};
    Object.keys(value).map(function (key, at) { return [rank(key), at, key]; }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; })
      .forEach(function (each) { made[each[2]] = sorted(value[each[2]], (schema.properties || {})[each[2]] || {}, root); });
    return made;
  }

  function write(values, schema, head) {
    var found = sorted(values, schema, schema);
    var made = Object.keys(found).reduce(function (all, key) { return all.concat(lines(key, found[key], "", key)); }, head ? [head] : []);
    return made.join("\n") + "\n";
  }

  /* Reading: the tree with its places, and the values as every other command reads them. */
  function value(node) {
    if (node === null || node === undefined) return null;
    if (lib.isMap(node)) {
      var made = {};
      node.items.forEach(function (pair) {
        var key = pair.key.value;
        if (Object.prototype.hasOwnProperty.call(made, key)) throw new Error("twice");
        made[key] = value(pair.value);
      });
      return made;
    }
    if (lib.isSeq(node)) return node.items.map(value);
    if (!lib.isScalar(node) || node.anchor || node.tag) throw new Error("trap");
    var text = node.source === undefined ? String(node.value) : node.source;
    if (node.type !== "PLAIN") return text;
    if (text === "") return null;
    if (text === "true" || text === "false") return text === "true";
    return INTEGER.test(text) ? Number(text) : text;
  }

  function read(text) {
    try {
      var found = lib.parseDocument(text, { schema: "failsafe", uniqueKeys: true, merge: false });
      if (found.errors.length || !lib.isMap(found.contents)) return null;
      return { tree: found.contents, values: value(found.contents) };
    } catch (error) {
      return null;
    }
  }

  function same(a, b) {
    if (a === b) return true;
    if (!a || !b || typeof a !== "object" || typeof b !== "object" || Array.isArray(a) !== Array.isArray(b)) return false;
    var left = Object.keys(a), right = Object.keys(b);
    return left.length === right.length && left.every(function (key) { return Object.prototype.hasOwnProperty.call(b, key) && same(a[key], b[key]); });
  }

  /* Which old entry each new one is: the equal ones, between them those of the same name, between those by their place. */
  function common(old, fresh, alike) {
    var rows = [], pairs = [], i, k;
    for (i = 0; i <= old.length; i += 1) rows.push(new Uint32Array(fresh.length + 1));
    for (i = old.length - 1; i >= 0; i -= 1) {
      for (k = fresh.length - 1; k >= 0; k -= 1) rows[i][k] = alike(old[i], fresh[k]) ? rows[i + 1][k + 1] + 1 : Math.max(rows[i + 1][k], rows[i][k + 1]);
    }
    for (i = 0, k = 0; i < old.length && k < fresh.length;) {
      if (alike(old[i], fresh[k])) pairs.push([i++, k++]);
      else if (rows[i + 1][k] >= rows[i][k + 1]) i += 1;
      else k += 1;
    }
    return pairs;
  }

  function named(each) {
    return each && typeof each === "object" ? each.name || each.id || each.title : undefined;
  }

  function aligned(old, fresh) {
    var found = [];
    function between(pairs, fromOld, toOld, fromNew, toNew, step) {
      var i = fromOld, k = fromNew;
      pairs.concat([[toOld, toNew]]).forEach(function (pair) {
        step(i, pair[0], k, pair[1]);
        i = pair[0] + 1;
        k = pair[1] + 1;
      });
    }
    var exact = common(old, fresh, same);
    exact.forEach(function (pair) { found.push(pair); });
    between(exact, 0, old.length, 0, fresh.length, function (a, b, c, d) {
      var own = common(old.slice(a, b), fresh.slice(c, d), function (x, y) { return named(x) !== undefined && named(x) === named(y); })
        .map(function (pair) { return [pair[0] + a, pair[1] + c]; });
      own.forEach(function (pair) { found.push(pair); });
      between(own, a, b, c, d, function (e, f, g, h) {
        for (var at = 0; at < Math.min(f - e, h - g); at += 1) {
          var x = old[e + at], y = fresh[g + at];
          if (named(x) === undefined || !fresh.some(function (each) { return named(each) === named(x); })) {
            if (named(y) === undefined || !old.some(function (each) { return named(each) === named(y); })) found.push([e + at, g + at]);
          }
        }
      });
    });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }

  /* Editing: a list of places of the text with what they are to become. */
  function Editor(text, schema) {
    this.text = text;
    this.schema = schema;
    this.edits = [];
    this.end = text.includes("\r\n") ? "\r\n" : "\n";
  }

  Editor.prototype = {
    put: function (start, stop, made) { this.edits.push([start, stop, made, this.edits.length]); },
    lineStart: function (at) { return this.text.lastIndexOf("\n", at - 1) + 1; },
    lineStop: function (at) {
      var found = this.text.indexOf("\n", at);
      if (found < 0) return this.text.length;
      return this.text[found - 1] === "\r" && found > at ? found - 1 : found;
    },
    afterLine: function (at) {
      var found = this.text.indexOf("\n", at);
      return found < 0 ? this.text.length : found + 1;
    },
    /* Where a node ends, without the comments after it. */
    stop: function (node) {
      if ((lib.isMap(node) || lib.isSeq(node)) && !node.flow && node.items.length) {
        var last = node.items[node.items.length - 1];
        return lib.isMap(node) ? (last.value && last.value.range ? this.stop(last.value) : last.key.range[1]) : this.stop(last);
      }
      var found = node.range[1];
      while (found > node.range[0] && "\r\n".includes(this.text[found - 1])) found -= 1;
      return found;
    },
    pairStop: function (pair) { return pair.value && pair.value.range ? Math.max(this.stop(pair.value), pair.key.range[1]) : this.text.indexOf(":", pair.key.range[1]) + 1; },
    map: function (node, old, fresh, schema, path) {
      var self = this, shape = ybz.resolve(schema, this.schema), known = Object.keys(shape.properties || {});
      var kept = node.items.filter(function (pair) { return Object.prototype.hasOwnProperty.call(fresh, pair.key.value); });
      var gone = node.items.filter(function (pair) { return !kept.includes(pair); });
      function rank(key) { return known.includes(key) ? known.indexOf(key) : known.length; }
      kept.forEach(function (pair) {
        var key = pair.key.value;
        if (!same(old[key], fresh[key])) self.value(pair, old[key], fresh[key], (shape.properties || {})[key] || {}, path ? path + "." + key : key, node.flow);
      });
      var missing = Object.keys(sorted(fresh, schema, this.schema)).filter(function (key) { return !Object.prototype.hasOwnProperty.call(old, key); });
      if (!kept.length) {
        this.put(node.range[0], this.stop(node), flow(sorted(fresh, schema, this.schema)));
        return;
      }
      this.drop(node, gone, function (pair) { return pair.key.range[0]; }, function (pair) { return self.pairStop(pair); });
      missing.forEach(function (key) {
        var before = kept.filter(function (pair) { return rank(pair.key.value) <= rank(key); }).sort(function (a, b) { return rank(b.key.value) - rank(a.key.value); })[0];
        var made = sorted(fresh[key], (shape.properties || {})[key] || {}, self.schema);
        if (node.flow) {
          var word = scalar(key, true) + ": " + flow(made);
          if (before) self.put(self.pairStop(before), self.pairStop(before), ", " + word);
          else self.put(kept[0].key.range[0], kept[0].key.range[0], word + ", ");
          return;
        }
        var start = kept[0].key.range[0], indent = " ".repeat(start - self.lineStart(start));
        var own = lines(key, made, indent, path ? path + "." + key : key).join(self.end);
        if (before) {
          var at = self.lineStop(self.pairStop(before));
          self.put(at, at, self.end + own);
        } else {
          self.put(self.lineStart(start), self.lineStart(start), own + self.end);
        }
      });
    },
    /* Takes entries out: whole lines, or in brackets with the comma that is no longer needed. */
    drop: function (node, gone, start, stop) {
      var self = this, all = node.items;
      if (!node.flow) {
        gone.forEach(function (each) { self.put(self.lineStart(start(each)), self.afterLine(stop(each)), ""); });
        return;
      }
      var last = all.length - 1;
      while (last >= 0 && gone.includes(all[last])) last -= 1;
      if (last < all.length - 1 && last >= 0) this.put(stop(all[last]), stop(all[all.length - 1]), "");
      all.slice(0, last).forEach(function (each, at) { if (gone.includes(each)) self.put(start(each), start(all[at + 1]), ""); });
    },
    value: function (pair, old, fresh, schema, path, inFlow) {
      var node = pair.value, shape = ybz.resolve(schema, this.schema);
      if (lib.isMap(node) && fresh && typeof fresh === "object" && !Array.isArray(fresh)) {
        this.map(node, old, fresh, schema, path);
        return;
      }
      if (lib.isSeq(node) && Array.isArray(fresh) && fresh.length && node.items.length) {
        this.list(node, old, fresh, shape.items || {}, path);
        return;
      }
      var made = sorted(fresh, schema, this.schema);
      if (inFlow || !made || typeof made !== "object") {
        var written = made && typeof made === "object" ? flow(made) : scalar(made, inFlow);
        var block = node && ((lib.isMap(node) || lib.isSeq(node)) && !node.flow || /^BLOCK/.test(node.type || ""));
        if (node && node.range && !block && node.range[1] > node.range[0]) this.put(node.range[0], this.stop(node), written);
        else this.put(this.text.indexOf(":", pair.key.range[1]) + 1, this.pairStop(pair), " " + written);
        return;
      }
      var from = pair.key.range[0], indent = " ".repeat(from - this.lineStart(from));
      this.put(this.lineStart(from), this.pairStop(pair), lines(pair.key.value, made, indent, path).join(this.end));
    },
    list: function (node, old, fresh, schema, path) {
      var self = this, pairs = aligned(old, fresh), ofNew = new Map(), keptOld = new Set();
      pairs.forEach(function (pair) { ofNew.set(pair[1], pair[0]); keptOld.add(pair[0]); });
      if (!pairs.length && node.flow) {
        this.put(node.range[0], this.stop(node), flow(sorted(fresh, { items: schema }, this.schema)));
        return;
      }
      pairs.forEach(function (pair) {
        var own = node.items[pair[0]], before = old[pair[0]], after = fresh[pair[1]];
        if (same(before, after)) return;
        if (lib.isMap(own) && after && typeof after === "object") self.map(own, before, after, schema, path);
        else self.put(own.range[0], self.stop(own), flow(sorted(after, schema, self.schema)));
      });
      var gone = node.items.filter(function (_, at) { return !keptOld.has(at); });
      this.drop(node, gone, function (each) { return each.range[0]; }, function (each) { return self.stop(each); });
      var first = node.items[0], indent = first.range[0] - this.lineStart(first.range[0]), lead = this.text.slice(this.lineStart(first.range[0]), this.lineStart(first.range[0]) + indent);
      var before = -1;
      fresh.forEach(function (each, at) {
        if (ofNew.has(at)) {
          before = ofNew.get(at);
          return;
        }
        var moved = gone.filter(function (one) { return same(old[node.items.indexOf(one)], each); })[0];
        var made = flow(sorted(each, schema, self.schema));
        if (node.flow) {
          if (before >= 0) self.put(self.stop(node.items[before]), self.stop(node.items[before]), ", " + made);
          else self.put(pairs.length ? node.items[pairs[0][0]].range[0] : node.range[0], pairs.length ? node.items[pairs[0][0]].range[0] : node.range[0], made + ", ");
          return;
        }
        var line = moved ? self.text.slice(self.lineStart(moved.range[0]), self.lineStop(self.stop(moved))) : lead + made;
        if (before >= 0) {
          var stop = self.lineStop(self.stop(node.items[before]));
          self.put(stop, stop, self.end + line);
        } else {
          self.put(self.lineStart(first.range[0]), self.lineStart(first.range[0]), line + self.end);
        }
      });
    },
    result: function () {
      var text = this.text, made = "", at = 0, end = this.end;
      this.edits.sort(function (a, b) { return a[0] - b[0] || (a[0] === a[1] ? 0 : 1) - (b[0] === b[1] ? 0 : 1) || a[3] - b[3]; });
      this.edits.forEach(function (edit) {
        /* After a line that went with its line break, what follows brings its own break at its end. */
        var orphan = edit[0] < at && edit[0] === edit[1] && edit[2].startsWith(end);
        made += text.slice(at, Math.max(at, edit[0])) + (orphan ? edit[2].slice(end.length) + end : edit[2]);
        at = Math.max(at, edit[1]);
      });
      return made + text.slice(at);
    }
  };

  /* The text with `fresh` in the place of what it says; null where that cannot be done without touching more. */
  function patch(text, fresh, schema) {
    var found = read(text);
    if (!found) return null;
    if (same(found.values, fresh)) return text;
    var editor = new Editor(text, schema);
    editor.map(found.tree, found.values, fresh, schema, "");
    var made = editor.result(), again = read(made);
    return again && same(again.values, fresh) ? made : null;
  }

  ybz.yaml = { read: read, write: write, patch: patch, same: same, common: common, flow: flow };
})();
