/* 一本账: what a reader looks for, and how it stands in the address of 目录检索.
   q, one parameter for every facet (repeated: or), sort, columns, and the code of the catalog that is open. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  ybz.PARAMS = ["department", "region", "domain", "share", "cycle", "level", "network", "library", "base", "mount", "changed", "state", "item"];

  var OWN = ["q", "sort", "columns", "open"];

  /* `unknown`: what the address asks for that this page does not know; it is said and left out. */
  ybz.readState = function () {
    var given = new URLSearchParams(location.search), chosen = {};
    ybz.PARAMS.forEach(function (param) { chosen[param] = new Set(given.getAll(param).filter(Boolean)); });
    if (!chosen.state.size) chosen.state.add(ybz.DEFAULT_STATE);
    /* 3 and 3级 are the same. */
    chosen.level = new Set(Array.from(chosen.level, function (level) { return /^\d+$/.test(level) ? level + "级" : level; }));
    var columns = ybz.COLUMNS.map(function (column) { return column.key; }), sort = given.get("sort") || "";
    var unknown = Array.from(new Set(given.keys())).filter(function (key) { return !ybz.PARAMS.includes(key) && !OWN.includes(key); });
    if (sort && !columns.includes(sort.replace(/^-/, ""))) {
      unknown.push("sort=" + sort);
      sort = "";
    }
    return {
      unknown: unknown,
      q: given.get("q") || "", chosen: chosen, sort: sort, open: given.get("open") || "",
      columns: given.get("columns") ? given.get("columns").split(",") : null
    };
  };

  ybz.stateAddress = function (state) {
    var found = new URLSearchParams();
    if (state.q) found.set("q", state.q);
    ybz.PARAMS.forEach(function (param) {
      if (param === "state" && isDefault(state.chosen.state)) return;
      if (param === "state" && !state.chosen.state.size) found.set("state", ybz.ANY);
      state.chosen[param].forEach(function (value) { found.append(param, value); });
    });
    if (state.sort) found.set("sort", state.sort);
    if (state.columns) found.set("columns", state.columns.join(","));
    if (state.open) found.set("open", state.open);
    /* Slashes and commas may stand in a query, and are easier to read so. */
    var text = String(found).replace(/%2F/g, "/").replace(/%2C/g, ",");
    return location.pathname + (text ? "?" + text : "");
  };

  function isDefault(chosen) {
    return chosen.size === 1 && chosen.has(ybz.DEFAULT_STATE);
  }

  /* What restricts the rows beside the words: [param, value]; the default state does not count. */
  ybz.chosenPairs = function (state) {
    var found = [];
    ybz.PARAMS.forEach(function (param) {
      if (param === "state" && isDefault(state.chosen.state)) return;
      state.chosen[param].forEach(function (value) { found.push([param, value]); });
    });
    return found;
  };

  ybz.clearState = function (state) {
    ybz.PARAMS.forEach(function (param) { state.chosen[param] = new Set(); });
    state.chosen.state.add(ybz.DEFAULT_STATE);
  };
})();
