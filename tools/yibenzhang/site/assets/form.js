/* 一本账: the page 填报. A catalog is filled in or mended here; nothing leaves the browser but by the reader's own hand. */
(function () {
  "use strict";
  var ybz = window.ybz, make = ybz.make;
  var form = window.ybzForm;
  var LONGEST = 8000, WAIT = 250;
  var HOSTS = { github: "GitHub", gitea: "Gitea", gitlab: "GitLab", gitee: "Gitee" };
  var sources = {};
  var state = { dept: null, own: null, opened: null, editor: null, baseline: {}, values: {}, dirty: false, text: "", ready: false };
  var $ = {};

  window.ybzSource = function (source) { sources[source.id] = source; };

  var store = {
    get: function (key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
    },
    /* Some browsers keep nothing for pages opened from a disk. */
    set: function (key, value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch (error) {
        return false;
      }
    },
    drop: function (key) {
      try { localStorage.removeItem(key); } catch (error) { return; }
    }
  };

  function draftKey() {
    return "ybz-draft:" + form.name + ":" + (state.opened ? state.opened.path : "new:" + state.dept.id);
  }

  function fileName(name) {
    var wide = { "/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", "\"": "＂", "<": "＜", ">": "＞", "|": "｜" };
    return (name || "新目录").normalize("NFC").replace(/[\/\\:*?"<>|]/g, function (sign) { return wide[sign]; }) + ".yml";
  }

  function path() { return state.opened ? state.opened.path : "catalogs/" + state.dept.id + "/" + fileName(state.values.name); }

  function at(key) { return "root." + ybz.groupOf(key.split(".")[0]) + "." + key; }
  function container(key) { return $.form.querySelector('[data-schemapath="' + at(key) + '"]'); }

  /* What a new catalog begins with, and what an opened one says. */
  function build(values) {
    var own = state.own;
    state.ready = false;
    clearTimeout(state.typing);
    clearTimeout(state.timer);
    if (state.editor) state.editor.destroy();
    $.form.textContent = "";
    ybz.choices = {
      resources: { map: { items: function () { return state.editor.getEditor(at("items")).getValue(); } }, system: { list: own.systems.map(function (each) { return [each.id, each.name]; }) } },
      services: {
        name: { free: true, id: "yf-services", fill: function (row) {
          var found = own.services.find(function (each) { return each.name === row.name; });
          if (!found || !found.code || row.code) return false;
          row.code = found.code;
          return true;
        } }
      },
      items: { "origin.department": { free: true, id: "yf-departments" } }
    };
    datalist("yf-services", own.services.map(function (each) { return each.name; }));
    datalist("yf-names", own.duties.reduce(function (all, duty) { return all.concat(duty.names); }, []).filter(function (name) {
      return !own.others.some(function (each) { return each.name === name; });
    }));
    var holder = make("div");
    $.form.append(holder);
    var schema = ybz.viewSchema(own, values);
    state.editor = new window.JSONEditor(holder, {
      schema: schema, startval: ybz.whole(schema, ybz.toView(values)), theme: "ybz", iconlib: "", show_errors: "never", disable_edit_json: true,
      disable_properties: true, disable_collapse: true, ajax: false, prompt_before_delete: false, remove_empty_properties: false, use_name_attributes: false
    });
    state.editor.on("ready", function () {
      dress();
      state.baseline = ybz.fromView(state.editor.getValue());
      state.ready = true;
      $.body.dataset.ready = "1";
      update(true);
      offerDraft();
    });
    state.editor.on("change", function () { if (state.ready) changed(); });
  }

  function datalist(id, words) {
    var list = document.getElementById(id) || make("datalist", { id: id });
    list.textContent = "";
    words.forEach(function (word) { list.append(make("option", { value: word })); });
    document.body.append(list);
  }

  /* Marks and groups json-editor does not know of. */
  function dress() {
    $.form.querySelectorAll(".je-object__controls, .json-editor-btntype-toggle").forEach(function (node) { node.remove(); });
    $.form.querySelectorAll(".je-object__container").forEach(function (node) {
      var title = node.querySelector(":scope > .je-object__title");
      var schema = node.dataset.schemapath.split(".");
      if (schema.length === 1) {
        title.remove();
      } else if (schema.length === 2) {
        node.id = "part-" + schema[1];
        var heading = make("h2", { text: title.textContent });
        title.replaceWith(heading);
        node.setAttribute("role", "group");
        node.setAttribute("aria-label", heading.textContent);
      } else {
        node.setAttribute("role", "group");
        node.setAttribute("aria-label", title.textContent);
        title.replaceWith(make("h3", { text: title.textContent }));
      }
    });
    $.form.querySelectorAll("[data-schemapath]").forEach(function (node) {
      var steps = node.dataset.schemapath.split(".").slice(2);
      if (!steps.length) return;
      var schema = ybz.schemaAt(steps, form.schema), row = node.parentNode, need = schema["x-obligation"];
      var wide = node.querySelector(".yf-table, .je-object__container, .yf-checks") || node.classList.contains("je-object__container") || node.querySelector("textarea");
      if (row && wide && (node.querySelector(".yf-table, textarea, .yf-checks") || node.classList.contains("je-object__container"))) row.classList.add("yf-wide");
      var label = node.querySelector(":scope > .form-control > label, :scope > .control-group > label, :scope > .control-group > b, :scope > h3");
      if (label && need) label.append(make("span", { class: "yf-need", "data-need": need }));
      node.append(make("div", { class: "yf-faults", id: "faults-" + steps.join("-"), "aria-live": "off" }));
    });
  }

  /* What is being typed counts at once, not only when the field is left. */
  function typed(event) {
    if (!state.ready || !event.target.closest(".form-control") || event.target.closest("[data-schematype=array]")) return;
    clearTimeout(state.typing);
    state.typing = setTimeout(function () { event.target.dispatchEvent(new Event("change", { bubbles: true })); }, WAIT);
  }

  /* Before anything is handed on, all that was typed is in. */
  function flush() {
    if (!state.ready) return;
    var here = document.activeElement;
    if (here && $.form.contains(here)) here.dispatchEvent(new Event("change", { bubbles: true }));
    clearTimeout(state.timer);
    update(false);
  }

  function changed() {
    clearTimeout(state.timer);
    state.timer = setTimeout(function () { update(false); }, WAIT);
  }

  function nextCode(values) {
    if (state.opened || !values.kind) return;
    var editor = state.editor.getEditor(at("code")), wanted = state.dept.next[values.kind] || "";
    if (editor && wanted && editor.getValue() !== wanted && (!editor.getValue() || editor.getValue() === state.proposed)) {
      state.proposed = wanted;
      values.code = wanted;
      editor.setValue(wanted);
    }
  }

  /* A condition that asks for a field shows it, one that rules it out takes it away; what the file had is never hidden. */
  function show(values) {
    var wanted = ybz.wanted(values), original = state.opened ? state.opened.values : {};
    function had(steps) { return steps.reduce(function (each, step) { return each ? each[step] : undefined; }, original) !== undefined; }
    wanted.asked.forEach(function (key) {
      var steps = key.split("."), node = container(key);
      var hidden = wanted.ruled.has(key) || (!wanted.needed.has(key) && !had(steps) && steps[0] !== "duties" && ybz.schemaAt(steps, form.schema)["x-obligation"] === "C" && key !== "share.methods");
      if (key === "share.methods") hidden = values.share && values.share.type === "不予共享" && !had(steps);
      if (node) node.parentNode.hidden = Boolean(hidden);
      if (hidden) {
        var parent = steps.slice(0, -1).reduce(function (each, step) { return each ? each[step] : undefined; }, values);
        if (parent) delete parent[steps[steps.length - 1]];
      }
    });
    $.form.querySelectorAll(".yf-need").forEach(function (mark) {
      var key = mark.closest("[data-schemapath]").dataset.schemapath.split(".").slice(2).join(".");
      var need = wanted.needed.has(key) ? "M" : mark.dataset.need === "M" ? "O" : mark.dataset.need;
      var words = { M: "必填", W: "建议填" }[need] || "";
      mark.textContent = words;
      mark.className = "yf-need" + (words ? " yf-need-" + need.toLowerCase() : "");
    });
  }

  function update(first) {
    var values = ybz.fromView(state.editor.getValue());
    /* No field of the form, but conditions ask for it: a retired catalog stays one. */
    if (state.opened && state.opened.values.status !== undefined) values.status = state.opened.values.status;
    nextCode(values);
    show(values);
    if (first) state.baseline = JSON.parse(JSON.stringify(values));
    var original = state.opened ? state.opened.values : { status: "在用" };
    var merged = state.opened ? ybz.merge(original, state.baseline, values) : Object.assign({}, values, { status: "在用" });
    state.dirty = !first && !ybz.yaml.same(values, state.baseline);
    state.values = merged;
    state.rewritten = false;
    if (state.opened) {
      state.text = ybz.yaml.patch(state.opened.text, merged, form.schema);
      if (state.text === null) {
        state.text = ybz.yaml.write(merged, form.schema, state.dept.head);
        state.rewritten = true;
      }
    } else {
      state.text = ybz.yaml.write(merged, form.schema, state.dept.head);
    }
    findings();
    preview();
    ends();
    if (!first) {
      state.saved = state.dirty ? store.set(draftKey(), { view: state.editor.getValue(), at: new Date().toISOString() }) : (store.drop(draftKey()), true);
      $.kept.textContent = state.dirty ? (state.saved ? "草稿已存在这台电脑的浏览器里" : "这个浏览器不能保存草稿，请及时下载") : "";
    }
  }

  function fieldLabel(place) {
    var words = [], steps = place.slice();
    while (steps.length) {
      var last = steps[steps.length - 1];
      words.unshift(typeof last === "number" ? "第 " + (last + 1) + " 项" : ybz.schemaAt(steps, form.schema).title || last);
      steps.pop();
    }
    return words.join(" · ");
  }

  function findings() {
    var found = ybz.findings(state.values, state.own, state.dept).map(function (each) { return ybz.spoken(each, form.advice); });
    var missing = found.filter(function (each) { return each.missing && each.severity === "error"; });
    var wrong = found.filter(function (each) { return !each.missing && each.severity === "error"; });
    var warned = found.filter(function (each) { return each.severity !== "error"; });
    state.found = found;
    $.state.textContent = !missing.length && !wrong.length ? "可以提交：没有错误" + (warned.length ? "，有 " + warned.length + " 处提醒" : "") :
      [missing.length ? "还差 " + missing.length + " 处必填" : "", wrong.length ? "错误 " + wrong.length + " 处" : "", warned.length ? "提醒 " + warned.length + " 处" : ""].filter(Boolean).join("，");
    $.float.textContent = $.state.textContent + " ↓";
    $.state.className = "yf-state " + (wrong.length ? "yf-state-bad" : missing.length ? "yf-state-wait" : "yf-state-good");
    $.list.textContent = "";
    $.form.querySelectorAll(".yf-faults").forEach(function (node) { node.textContent = ""; });
    $.form.querySelectorAll("[aria-invalid]").forEach(function (node) { node.removeAttribute("aria-invalid"); });
    wrong.concat(missing, warned).forEach(function (each) {
      var look = each.severity !== "error" ? "warn" : each.missing ? "wait" : "bad";
      var word = { warn: "提醒", wait: "待填", bad: "错误" }[look];
      var rule = form.manual ? make("a", { href: form.manual + "#" + each.rule.toLowerCase(), text: each.rule }) : make("span", { text: each.rule });
      $.list.append(make("li", { class: "yf-" + look }, make("button", { type: "button", class: "yf-go", onclick: function () { go(each.place); } },
        make("b", { text: word }), make("span", { text: each.message }), make("small", { text: fieldLabel(each.place) })), make("p", { text: each.fix }), make("small", {}, rule)));
      if (look !== "wait" || state.dirty || state.opened) inline(each, look);
    });
    var grids = { items: [], resources: [], services: [], "share.basis": [] };
    found.forEach(function (each) {
      Object.keys(grids).forEach(function (key) {
        var steps = key.split(".");
        if (steps.every(function (step, place) { return each.place[place] === step; }) && typeof each.place[steps.length] === "number") {
          grids[key].push(Object.assign({}, each, { place: each.place.slice(steps.length) }));
        }
      });
    });
    Object.keys(grids).forEach(function (key) {
      var editor = state.editor.getEditor(at(key));
      if (editor && editor.mark) editor.mark(grids[key]);
    });
  }

  /* The message beside its field: the nearest one that is shown. */
  function inline(each, look) {
    var steps = each.place.slice(), cut = steps.findIndex(function (step) { return typeof step === "number"; });
    if (cut >= 0) steps = steps.slice(0, cut);
    while (steps.length) {
      var node = container(steps.join("."));
      if (node && !node.closest("[hidden]")) {
        var box = node.querySelector(":scope > .yf-faults");
        var row = cut >= 0 && each.place.length > cut ? "第 " + (each.place[cut] + 1) + " 行：" : "";
        if (box && box.children.length < 6) box.append(make("p", { class: "yf-" + look, text: row + each.message }));
        var input = cut < 0 && node.querySelector(":scope > .form-control > input, :scope > .form-control > select, :scope > .form-control > textarea");
        if (input && box && look !== "warn") {
          input.setAttribute("aria-invalid", "true");
          var own = (input.getAttribute("aria-describedby") || "").split(" ").filter(function (id) { return id && id !== box.id; });
          input.setAttribute("aria-describedby", own.concat(box.id).join(" "));
        }
        return;
      }
      steps.pop();
    }
  }

  function go(place) {
    var steps = place.slice(), cut = steps.findIndex(function (step) { return typeof step === "number"; }), node = null, key;
    if (cut >= 0) {
      key = steps.slice(0, cut).join(".");
      var grid = container(key), line = grid && grid.querySelector('[data-row="' + steps[cut] + '"]');
      var cell = line && (ybz.cellOf(line, steps.slice(cut + 1)) || line);
      node = cell && cell.querySelector("input, select, button");
      steps = steps.slice(0, cut);
    }
    while (!node && steps.length) {
      var box = container(steps.join("."));
      if (box && !box.closest("[hidden]")) node = box.querySelector("input:not([type=hidden]), select, textarea, button");
      steps.pop();
    }
    if (!node) return;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "center" });
  }

  function preview() {
    $.yaml.textContent = state.text;
    $.path.textContent = path();
    $.diff.textContent = "";
    if (!state.opened) return;
    var rows = ybz.diff(state.opened.text, state.text), count = rows.filter(function (row) { return row[0] === "+" || row[0] === "-"; }).length;
    if (!count) {
      $.diff.append(make("p", { class: "yf-hint", text: "还没有改动。" }));
    } else {
      rows.forEach(function (row) {
        var tag = { "+": "ins", "-": "del" }[row[0]] || "span";
        $.diff.append(make(tag, { class: "yf-line", text: row[0] === "@" ? "⋯" : row[0] + " " + row[1] }));
      });
    }
    $.warn.hidden = !state.rewritten;
  }

  function say(text) { $.said.textContent = text; }

  function ends() {
    var host = form.host, name = HOSTS[host.kind] || "代码平台", link = $.host, template = state.opened ? state.dept.edit : state.dept.new;
    var renamed = state.opened && state.values.name && path().split("/").pop() !== fileName(state.values.name);
    $.rename.hidden = !renamed;
    if (renamed) $.rename.textContent = "名称改了，文件名也要改成 " + fileName(state.values.name) + "：在编辑页里改文件名，或运行 ybz rename。";
    link.hidden = !host.known || !template;
    $.nohost.hidden = host.known && Boolean(template);
    if (link.hidden) {
      say("");
      return;
    }
    /* The host's address ends in the department's folder: below it the file, of a retired catalog in a folder more. */
    var file = path().slice(("catalogs/" + state.dept.id + "/").length).split("/").map(encodeURIComponent).join("/");
    var bare = template.replace("%00", function () { return file; });
    state.paste = true;
    if (state.opened) {
      link.textContent = "到 " + name + " 的编辑页";
      $.how.textContent = name + " 的编辑页不能预先填好内容：点这个按钮会先复制全文，到那里全选、粘贴，再提交。";
    } else {
      var whole = state.dept.filled ? bare + encodeURIComponent(state.text) : "";
      bare = bare.replace(/&value=$/, "");
      link.textContent = "到 " + name + " 新建文件";
      if (whole && whole.length <= LONGEST) {
        bare = whole;
        state.paste = false;
        $.how.textContent = "文件名和内容已经填好，到那里核对后提交。";
      } else if (whole) {
        $.how.textContent = "内容有 " + Array.from(state.text).length + " 字，放不进网址：点这个按钮会先复制全文，到那里粘贴，再提交。";
      } else {
        $.how.textContent = name + " 的新建页不能预先填好内容：点这个按钮会先复制全文，到那里粘贴，再提交。";
      }
    }
    link.href = bare;
  }

  function copyText(text) {
    var field = make("textarea", { class: "yf-unseen", readonly: true, "aria-hidden": "true", tabindex: "-1" });
    var was = document.activeElement, done = false;
    field.value = text;
    document.body.append(field);
    field.select();
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    field.remove();
    if (was) was.focus();
    return done;
  }

  function download() {
    flush();
    var name = path().split("/").pop();
    var link = make("a", { href: URL.createObjectURL(new Blob([state.text], { type: "application/yaml;charset=utf-8" })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    state.handed = state.text;
    say("已下载 " + name + "，放到 " + path() + "，再运行 ybz check、ybz submit");
  }

  function wireEnds() {
    $.form.addEventListener("input", typed);
    $.copy.addEventListener("click", function () {
      flush();
      var done = copyText(state.text);
      if (done) state.handed = state.text;
      say(done ? "已复制全文" : "浏览器不让复制：请在预览里自己选中复制");
    });
    $.download.addEventListener("click", download);
    $.host.addEventListener("click", function () {
      flush();
      if (state.paste) say(copyText(state.text) ? "已复制全文，到打开的页面里粘贴" : "请先自己复制预览里的全文");
      state.handed = state.text;
    });
    $.tabs.forEach(function (tab) {
      tab.addEventListener("click", function () { choose(tab.dataset.pane); });
    });
    window.addEventListener("beforeunload", function (event) {
      if (!state.dirty || state.handed === state.text) return;
      event.preventDefault();
      event.returnValue = "";
    });
  }

  function choose(pane) {
    $.tabs.forEach(function (tab) {
      var here = tab.dataset.pane === pane;
      tab.setAttribute("aria-pressed", String(here));
      document.getElementById("yf-" + tab.dataset.pane).hidden = !here;
    });
  }

  function offerDraft() {
    var draft = store.get(draftKey());
    $.draft.textContent = "";
    $.draft.hidden = !draft;
    if (!draft) return;
    var when = String(draft.at || "").slice(0, 16).replace("T", " ");
    $.draft.append(make("span", { text: "这里有一份没有提交的草稿（" + when + " UTC）。" }),
      make("button", { type: "button", class: "yf-button yf-main", text: "接着填", onclick: function () {
        state.editor.setValue(draft.view);
        $.draft.hidden = true;
        changed();
      } }),
      make("button", { type: "button", class: "yf-button", text: "丢弃草稿", onclick: function () {
        store.drop(draftKey());
        $.draft.hidden = true;
      } }));
  }

  function load(dept, done) {
    ybz.load(dept.source, function () {
      var source = sources[dept.id];
      if (source) done(source);
    }, function () { $.notice.textContent = "读不到 " + dept.source + "：网站可能没有完整复制过来。"; $.notice.hidden = false; });
  }

  function safe() { return !state.dirty || state.handed === state.text || window.confirm("现在填的内容还没有下载或复制（草稿留在浏览器里）。要换吗？"); }

  function open(dept, key) {
    load(dept, function (source) {
      state.dept = dept;
      state.dirty = false;
      state.proposed = "";
      $.dept.value = dept.id;
      $.catalog.textContent = "";
      $.catalog.append(make("option", { value: "", text: "新目录" }));
      var stems = Object.keys(source.catalogs), gone = function (stem) { return source.catalogs[stem].path.includes("/retired/"); };
      stems = stems.filter(function (stem) { return !gone(stem); }).concat(stems.filter(gone));
      stems.forEach(function (stem) { $.catalog.append(make("option", { value: stem, text: (gone(stem) ? "已下架：" : "修改：") + (source.catalogs[stem].name || stem) })); });
      var stem = key && (stems.find(function (each) { return each === key || source.catalogs[each].code === key; }) || "");
      $.catalog.value = stem || "";
      state.opened = null;
      $.notice.hidden = true;
      if (key && !stem) {
        $.notice.textContent = "没有找到要修改的目录（" + key + "），现在是新目录。";
        $.notice.hidden = false;
      }
      if (stem) {
        var found = source.catalogs[stem], text = ybz.text(source, stem), read = ybz.yaml.read(text);
        if (read) {
          state.opened = { path: found.path, text: text, values: read.values };
        } else {
          $.notice.textContent = "《" + (found.name || stem) + "》的文件写法有误或用了锚点、标签，填表不能改：先按 ybz check 的提示改好文件。";
          $.notice.hidden = false;
          $.catalog.value = "";
        }
      }
      var others = Object.keys(source.catalogs).filter(function (each) { return !state.opened || source.catalogs[each].path !== state.opened.path; })
        .map(function (each) { var one = source.catalogs[each]; return { name: one.name, code: one.code, path: one.path, active: !one.path.includes("/retired/") }; });
      state.own = Object.assign({ others: others }, source);
      $.title.textContent = state.opened ? "修改《" + (state.opened.values.name || "") + "》" + (gone(stem) ? "（已下架）" : "") : "填报新目录";
      $.tabs[1].hidden = !state.opened;
      choose(state.opened ? "diff" : "yaml");
      $.body.hidden = false;
      build(state.opened ? state.opened.values : {});
    });
  }

  function start() {
    var page = document.querySelector("[data-ybz-form]");
    if (!page || !form || !window.JSONEditor || !ybz.yaml) return;
    ["form", "body", "dept", "catalog", "state", "list", "yaml", "diff", "path", "copy", "download", "host", "how", "nohost", "said", "kept", "draft", "notice", "title", "warn", "rename", "float"].forEach(function (name) {
      $[name] = document.getElementById("yf-" + name);
    });
    $.tabs = Array.from(page.querySelectorAll("[data-pane]"));
    page.querySelector("[data-ybz-tools]").hidden = false;
    datalist("yf-departments", form.departments.map(function (each) { return each.id; }));
    $.dept.append(make("option", { value: "", text: "选择部门" }));
    form.departments.forEach(function (each) { $.dept.append(make("option", { value: each.id, text: each.id })); });
    function chosen() { return form.departments.find(function (each) { return each.id === $.dept.value; }); }
    $.dept.addEventListener("change", function () {
      if (!safe()) $.dept.value = state.dept.id;
      else if (chosen()) open(chosen(), "");
    });
    $.catalog.addEventListener("change", function () {
      if (safe()) open(state.dept, $.catalog.value);
      else $.catalog.value = "";
    });
    wireEnds();
    var asked = new URLSearchParams(location.search), code = asked.get("code") || "", where = asked.get("at") || "";
    var dept = form.departments.find(function (each) { return each.source === "data/" + where + ".js"; }) || form.departments.find(function (each) {
      return code && Object.keys(each.next).some(function (kind) { return code.startsWith(each.next[kind].split("/")[0] + "/"); });
    });
    if (!dept && form.departments.length === 1) dept = form.departments[0];
    if (dept) open(dept, code);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
