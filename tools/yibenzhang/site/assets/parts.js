/* 一本账: making parts of a page. Texts of the ledger only ever become text nodes and attributes. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};

  /* make("button", {class: "x", text: "…", "aria-expanded": "false", onclick: f}, child, …); false and null are left out. */
  ybz.make = function (tag, given) {
    var node = document.createElement(tag);
    Object.keys(given || {}).forEach(function (key) {
      var value = given[key];
      if (value === null || value === undefined || value === false) return;
      if (key === "text") node.textContent = value;
      else if (key === "class") node.className = value;
      else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : value);
    });
    for (var k = 2; k < arguments.length; k++) if (arguments[k]) node.append(arguments[k]);
    return node;
  };

  /* 12345 as 12,345: the browser's own way takes a thousand times as long. */
  ybz.count = function (number) {
    return number < 1000 ? String(number) : String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  };

  /* Appends a text to a node, the given parts of it in <mark>. */
  ybz.mark = function (node, text, parts) {
    var at = 0;
    parts.forEach(function (part) {
      if (part[0] > at) node.append(text.slice(at, part[0]));
      node.append(ybz.make("mark", { text: text.slice(part[0], part[1]) }));
      at = part[1];
    });
    if (at < text.length) node.append(text.slice(at));
    return node;
  };

  /* A long text around its first hit. */
  ybz.excerpt = function (text, parts, room) {
    var first = parts.length ? parts[0][0] : 0;
    if (text.length <= room || first < room / 2) return { text: text, parts: parts };
    var from = Math.max(0, first - Math.floor(room / 3));
    return {
      text: "…" + text.slice(from),
      parts: parts.filter(function (part) { return part[0] >= from; }).map(function (part) { return [part[0] - from + 1, part[1] - from + 1]; })
    };
  };

  /* A button with a panel under it: closed by Escape and by a click beside it. */
  ybz.popup = function (label, panel, name) {
    var box = ybz.make("div", { class: "ybz-popup ybz-popup-" + name });
    var button = ybz.make("button", { class: "ybz-tool", type: "button", "aria-expanded": "false", "aria-haspopup": "true", text: label, "data-popup": name });
    function close() {
      panel.hidden = true;
      button.setAttribute("aria-expanded", "false");
    }
    button.addEventListener("click", function () {
      var open = panel.hidden;
      panel.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      if (open) {
        var first = panel.querySelector("button, input, a");
        if (first) first.focus();
      }
    });
    box.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || panel.hidden) return;
      event.stopPropagation();
      close();
      button.focus();
    });
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) close(); });
    panel.hidden = true;
    panel.classList.add("ybz-popup-panel");
    box.append(button, panel);
    box.close = close;
    return box;
  };

  /* Tab goes round inside a panel for as long as held() says so. */
  ybz.holdTab = function (panel, held) {
    panel.addEventListener("keydown", function (event) {
      if (event.key !== "Tab" || !held()) return;
      var stops = Array.from(panel.querySelectorAll("a[href], button:not(:disabled), input:not(:disabled), select")).filter(function (node) { return node.offsetParent; });
      if (!stops.length) return;
      var first = stops[0], last = stops[stops.length - 1], at = document.activeElement;
      if (at !== (event.shiftKey ? first : last)) return;
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    });
  };

  /* Loads a script of this site once, then calls done; on file:// too. */
  var asked = {};
  ybz.load = function (address, done, failed) {
    var script = asked[address];
    if (script && script.ybzLoaded) return done();
    if (!script) {
      script = asked[address] = document.createElement("script");
      script.src = address;
      script.addEventListener("load", function () { script.ybzLoaded = true; });
      script.addEventListener("error", function () { delete asked[address]; });
      document.head.append(script);
    }
    script.addEventListener("load", done);
    if (failed) script.addEventListener("error", failed);
  };

  /* The file of a catalog as it is, by the name of its page; undefined where a department has no such one. */
  ybz.text = function (source, key) {
    if (!Object.prototype.hasOwnProperty.call(source.catalogs, key)) return undefined;
    return source.catalogs[key].lines.map(function (at) { return source.lines[at]; }).join("\n");
  };
})();
