/* 一本账: the rules that judge one catalog by itself, with the words, patterns and sentences of `ybz check`. */
(function () {
  "use strict";
  var ybz = window.ybz;
  var form = window.ybzForm;
  var D = {}, made = [];

  Object.keys(form.rules.data).forEach(function (key) {
    var found = form.rules.data[key];
    D[key] = found && found.source !== undefined ? new RegExp(found.source, found.flags) : found;
  });

  function say(key, found, place) {
    var id = key.split("-")[0];
    made.push({ rule: id, message: ybz.fill(form.rules.said[key], found || {}), fix: form.rules.rules[id].fix, place: place });
  }
  function hit(pattern, text) {
    var found = pattern.exec(text);
    return found ? found[0] : "";
  }
  function all(pattern) { return new RegExp(pattern.source, pattern.flags + "g"); }
  function atStart(pattern, text) { return new RegExp("^(?:" + pattern.source + ")", pattern.flags).test(text); }
  function length(text) { return Array.from(text).length; }
  function first(text, count) { return Array.from(text).slice(0, count).join(""); }
  function ends(text, words) { return words.some(function (word) { return text.endsWith(word); }); }
  function digits(text) { return text.replace(/[０-９]/g, function (each) { return String.fromCharCode(each.charCodeAt(0) - 0xfee0); }); }
  function list(value) { return Array.isArray(value) ? value : []; }

  function timeWord(name) {
    var plain = digits(name);
    return (hit(D.date, plain) || hit(D.time, plain.replace(all(D.kept), "□"))).trim();
  }

  function nounFault(name) {
    var bare = name.replace(D.tail, "");
    if (atStart(D.affair, bare) && !ends(bare, D.data)) return "是办事事项，不是数据";
    return ends(bare, D.nouns) ? "" : "没有以数据名词结尾";
  }

  function fixedNames(own, c) {
    return own.duties.filter(function (duty) { return list(c.duties).includes(duty.id); }).reduce(function (names, duty) { return names.concat(duty.names); }, []);
  }

  function naming(c, own, dept) {
    var name = c.name || "", fixed = fixedNames(own, c);
    if (!name) return;
    var word = timeWord(name);
    if (word && !fixed.some(function (each) { return each.includes(word); })) say("N102", { word: word }, ["name"]);
    var fault = nounFault(name);
    if (fault) say("N103", { name: name, fault: fault }, ["name"]);
    var odd = [[D.control, "看不见的控制字符"], [D.blank, "空白"], [D.wide, "全角字母或数字"]].find(function (each) { return each[0].test(name); });
    if (odd) say("N104", { what: odd[1] }, ["name"]);
    else if (ends(name, ["…", "...", "。。。"])) say("N104-cut", {}, ["name"]);
    var twin = own.others.find(function (each) { return each.name === name && each.active; });
    if (twin) say("N105", { department: dept.id, name: name, path: twin.path }, ["name"]);
    if (fixed.length && !fixed.includes(name) && list(c.duties).every(function (id) { return own.duties.some(function (duty) { return duty.id === id && duty.names.length; }); })) {
      var free = fixed.filter(function (each) { return !own.others.some(function (other) { return other.active && other.name === each; }); });
      if (free.length === 1) say("N107", { name: name, guess: free[0] }, ["name"]);
    }
    var place = dept.words.concat(form.places.filter(function (each) { return each.length > 1; })).find(function (each) { return name.includes(each); }) || hit(D.self, name);
    if (place && !fixed.includes(name)) say("N108", { word: place }, ["name"]);
  }

  function fields(c, own, dept) {
    var summary = (c.summary || "").trim(), span = c.temporal || {};
    if (summary) {
      var lacking = [["加工程度", c.processing, D.processing], ["区域范围", c.spatial, D.spatial], ["时间范围", c.temporal, D.temporal]]
        .filter(function (each) { return !each[1] && !each[2].test(c.summary); }).map(function (each) { return each[0]; });
      if (summary.replace(/。+$/, "") === c.name) say("C202-same", {}, ["summary"]);
      else if (length(summary) < 20) say("C202-short", { count: length(summary) }, ["summary"]);
      else if (lacking.length) say("C202-lacking", { lacking: lacking.join("、") }, ["summary"]);
    }
    if (c.office && own.offices.length && !own.offices.includes(c.office)) say("C203", { department: dept.id, office: c.office }, ["office"]);
    list(c.systems).forEach(function (id, at) {
      var system = own.systems.find(function (each) { return each.id === id; });
      if (!system) say("C205", { department: dept.id, system: id }, ["systems", at]);
      else if (system.status === "停用") say("C213", { system: system.name }, ["systems", at]);
    });
    list(c.duties).forEach(function (id, at) {
      if (!own.duties.some(function (each) { return each.id === id; })) say("D603", { department: dept.id, duty: id }, ["duties", at]);
    });
    var highest = Math.max.apply(null, [0].concat(list(c.items).map(function (item) { return item.level || 0; })));
    if (c.level < highest) say("C207", { level: c.level, highest: highest }, ["level"]);
    if (span.from !== undefined && span.to !== undefined && span.to !== "至今") {
      var start = String(span.from), end = String(span.to), shorter = Math.min(start.length, end.length);
      if (start.slice(0, shorter) > end.slice(0, shorter)) say("C208", { start: start, end: end }, ["temporal"]);
    }
    var assessed = c.assessments && c.assessments.personal === "已评估";
    if (!assessed && list(c.items).some(function (item) { return item.personal; })) say("C211", { name: c.name || "本目录" }, ["assessments", "personal"]);
    code(c, own, dept);
  }

  function code(c, own, dept) {
    var prefix = (c.code || "").split("/")[0], issued = own.prefixes[c.kind];
    if (c.code) {
      var twin = own.others.find(function (each) { return each.code === c.code; });
      if (twin) say("X901-used", { code: c.code, name: twin.name, path: twin.path }, ["code"]);
    }
    if (c.kind && !issued) say("X901-none", { department: dept.id, kind: c.kind }, ["code"]);
    else if (c.kind && c.code && prefix !== issued) say("X901-other", { prefix: prefix, department: dept.id, kind: c.kind, issued: issued }, ["code"]);
  }

  function bare(title) { return title.replace(/^[《》]+|[《》]+$/g, ""); }

  function rankOf(title) {
    var name = title.replace(all(D.noise), ""), plain = name.startsWith("中华人民共和国") ? name.slice(7) : name;
    if (D.laws.includes(plain)) return "法律";
    if (D.regulations.includes(plain) || D.regulations.includes(name)) return "行政法规";
    if (name.startsWith("中华人民共和国") && ends(name, ["条例", "实施细则"])) return "行政法规";
    if (ends(plain, ["法", "法典"]) && !ends(plain, ["办法", "方法", "做法"])) return "法律";
    return name.endsWith("条例") && D.local.test(name) ? "地方性法规" : "";
  }

  function vague(reason) {
    return reason.trim().split(/[，。、；;,.\s]+/).every(function (clause) {
      return D.vague.includes(clause.replace(all(D.conclusion), "").replace(all(D.lead), "").replace(all(D.degree), ""));
    });
  }

  function sharing(c) {
    var share = c.share || {}, type = share.type, condition = share.condition, basis = list(share.basis), items = list(c.items);
    if (type === "有条件共享" && condition) {
      var lacking = [["共享范围", condition.scope], ["使用用途", list(condition.purposes).length]].filter(function (each) { return !each[1]; });
      if (lacking.length) say("S302", { lacking: lacking.map(function (each) { return each[0]; }).join("和") }, ["share", "condition"]);
    }
    if (type === "不予共享" || (condition && condition.kind === "依法律法规要求共享")) {
      basis.forEach(function (each, at) {
        var title = bare(each.title || ""), place = ["share", "basis", at];
        if (!each.article) say("S305-none", { title: title }, place);
        else if (!atStart(D.article, each.article.replace(/ /g, ""))) say("S305-odd", { title: title, article: each.article }, place.concat("article"));
        if (type === "不予共享" && each.rank && !D.forbidding.includes(each.rank)) {
          say("S305-rank", { title: title, rank: each.rank }, place.concat("rank"));
          if (form.rules.tolerated && each.rank === D.policy) made[made.length - 1].severity = "warning";
          made[made.length - 1].fix = "换成法律、行政法规或国务院决定；没有的，改为有条件共享或无条件共享";
        }
      });
    }
    if (type && items.some(function (item) { return item.share; })) {
      var types = Array.from(new Set(items.map(function (item) { return item.share || type; })));
      var right = types.length === 1 ? types[0] : "有条件共享";
      if (right !== type) say("S306", { own: type, right: right }, ["share", "type"]);
    }
    if (type === "不予共享" && c.open && c.open.type && c.open.type !== "不予开放") say("S307", { name: c.name || "", open: c.open.type }, ["open", "type"]);
    var extra = condition && condition.text ? hit(D.extra, condition.text) : "";
    if (extra) say("S310", { found: extra }, ["share", "condition", "text"]);
    if (condition && condition.kind === "依政务服务事项共享" && !list(c.services).length) say("S311", {}, ["share", "condition", "kind"]);
    if (c.level === 4 && type === "无条件共享") say("S312", { name: c.name || "" }, ["share", "type"]);
    if (type === "不予共享" && share.reason && vague(share.reason)) say("S313", { reason: share.reason }, ["share", "reason"]);
    basis.forEach(function (each, at) {
      var rank = rankOf(each.title || "");
      if (rank && each.rank && rank !== each.rank) say("S314", { title: bare(each.title), shown: rank, rank: each.rank }, ["share", "basis", at, "rank"]);
    });
  }

  function typed(letter) { return letter + "（" + (D.types[letter] || letter) + "）"; }

  function items(c) {
    var seen = new Map();
    list(c.items).forEach(function (item, at) {
      var name = item.name || "", place = ["items", at], short = name.replace(all(D.parentheses), "");
      if (!name) return;
      if (seen.has(name)) say("I402", { name: name, first: seen.get(name) + 1 }, place.concat("name"));
      else seen.set(name, at);
      if (D.composite.test(short)) say("I406", { name: name }, place.concat("name"));
      if (item.personal === undefined && !D.result.test(name) && (D.identity.test(name) || (D.contact.test(name) && !D.official.test(name)))) {
        say("I407", { name: name }, place.concat("name"));
      }
      var wanted = short.endsWith("日期") ? "DT" : short.endsWith("金额") ? "YN" : short.startsWith("是否") ? "L" : "";
      if (wanted && item.type && !wanted.includes(item.type)) {
        say("I408", { name: name, type: typed(item.type), right: Array.from(wanted).map(typed).join("或") }, place.concat("type"));
      }
    });
    var table = list(c.resources).findIndex(function (each) { return each.type === "库表"; });
    if (table >= 0 && !list(c.items).some(function (item) { return item.key; })) say("I409", { name: c.resources[table].name || "" }, ["resources", table]);
  }

  function resources(c) {
    var names = list(c.items).map(function (item) { return item.name; }), none = c.systems === "暂无系统";
    list(c.resources).forEach(function (each, at) {
      var place = ["resources", at], name = each.name || "", right = each.structure === "结构化" ? D.structured : D.filed;
      if (each.structure && each.mount && !right.includes(each.mount)) {
        say("M702", { structure: each.structure, name: name, mount: each.mount, right: right.join("或") }, place.concat("mount"));
      }
      if (none) {
        if (each.system) say("M703-no", { name: name, system: each.system }, place.concat("system"));
      } else if (!each.system) {
        say("M703-none", { name: name }, place);
      } else if (!list(c.systems).includes(each.system)) {
        say("M703-odd", { name: name, system: each.system }, place.concat("system"));
      }
      Object.keys(each.map || {}).forEach(function (key) { if (!names.includes(key)) say("M704", { name: key }, place.concat("map", key)); });
      if (each.type === "接口" && !each.protocol) say("M705-interface", { name: name }, place);
      if (each.type === "文件" && !each.format) say("M705-file", { name: name }, place);
    });
  }

  function texts(value, place) {
    if (typeof value === "string") {
      [["C212", D.marking, 99], ["M706", D.secret, 6], ["Y953", D.markup, 20]].forEach(function (each) {
        var found = hit(each[1], value);
        if (found) say(each[0], { found: first(found, each[2]) }, place);
      });
    } else if (value && typeof value === "object") {
      Object.keys(value).forEach(function (key) { texts(value[key], place.concat(Array.isArray(value) ? Number(key) : key)); });
    }
  }

  /* What the rules find in a catalog of a department; `own` is what its source says, `others` its other catalogs. */
  ybz.rules = function (catalog, own, dept) {
    made = [];
    if (catalog.status !== "已下架") {
      naming(catalog, own, dept);
      fields(catalog, own, dept);
      sharing(catalog);
      items(catalog);
      resources(catalog);
    }
    texts(catalog, []);
    return made;
  };

  /* All findings: those of the schema and those of the rules, without what the ledger has switched off, errors first. */
  ybz.findings = function (catalog, own, dept) {
    var found = ybz.check(catalog, form.schema, form.rules).concat(ybz.rules(catalog, own, dept)).map(function (each) {
      var rule = form.rules.rules[each.rule] || { severity: "error" };
      return Object.assign({}, each, { severity: rule.severity === "off" ? "off" : each.severity || rule.severity });
    });
    return found.filter(function (each) { return each.severity !== "off"; });
  };
})();
