/* 总览: draws the figures from the tables on the page. Texts of the ledger only ever become text nodes or labels of a
   drawing; every part of a chart leads where the number in the table leads. */
(function () {
  "use strict";
  var ROW = 25;
  var NARROW = 420;
  var board = document.querySelector(".ybz-board");
  if (!board || !window.echarts) return;
  var drawn = [];

  function number(text) {
    var found = parseFloat(text.replace(/[,%]/g, ""));
    return isNaN(found) ? 0 : found;
  }

  function read(box) {
    var table = box.querySelector("table");
    var heads = Array.from(table.tHead.rows[0].cells, function (cell) {
      return { text: cell.textContent, look: cell.dataset.look || "", drawn: "drawn" in cell.dataset };
    });
    var rows = Array.from(table.tBodies[0].rows).filter(function (row) { return !("rest" in row.dataset); });
    var lines = rows.map(function (row) {
      return Array.from(row.cells, function (cell) {
        var link = cell.querySelector("a");
        return { text: cell.textContent, value: number(cell.textContent), url: link ? link.href : "", look: cell.dataset.look || "" };
      });
    });
    var series = heads.map(function (head, at) { return head.drawn ? at : -1; }).filter(function (at) { return at >= 0; });
    return { kind: box.dataset.kind, title: box.dataset.title, heads: heads, lines: lines, series: series };
  }

  function paint() {
    var style = getComputedStyle(board);
    function of(name) { return style.getPropertyValue(name).trim(); }
    return {
      ink: of("--ybz-ink"), soft: of("--ybz-soft"), line: of("--ybz-line"), card: of("--ybz-card"), head: of("--ybz-head"),
      font: getComputedStyle(document.body).fontFamily,
      look: function (name) { return of("--board-" + (name || "blue")) || of("--board-blue"); }
    };
  }

  /* The tooltip is made of elements: no text is ever read as HTML. */
  function tip(title, rows) {
    var box = document.createElement("div");
    box.className = "ybz-tip";
    var head = document.createElement("b");
    head.textContent = title;
    box.appendChild(head);
    rows.forEach(function (row) {
      var line = document.createElement("span");
      var name = document.createElement("span");
      var mark = document.createElement("i");
      if (row.color) mark.style.background = row.color;
      name.append(mark, row.name);
      var value = document.createElement("span");
      value.textContent = row.text;
      line.append(name, value);
      box.appendChild(line);
    });
    return box;
  }

  function base(ink) {
    return {
      animation: false,
      textStyle: { fontFamily: ink.font, color: ink.ink },
      tooltip: {
        confine: true, backgroundColor: ink.card, borderColor: ink.line, textStyle: { color: ink.ink, fontFamily: ink.font },
        axisPointer: { type: "shadow", shadowStyle: { color: ink.head, opacity: .6 } }
      }
    };
  }

  function axis(ink, more) {
    return Object.assign({
      axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false },
      axisLabel: { color: ink.soft, fontSize: 12 }, splitLine: { lineStyle: { color: ink.line } }
    }, more);
  }

  function legend(ink, more) {
    return Object.assign({ top: 0, left: 0, itemWidth: 12, itemHeight: 10, itemGap: 14, textStyle: { color: ink.ink, fontSize: 12 }, inactiveColor: ink.soft }, more);
  }

  function described(data, ink) {
    return function (found) {
      var list = Array.isArray(found) ? found : [found];
      var line = data.lines[list[0].dataIndex];
      return tip(line[0].text, data.heads.slice(1).map(function (head, at) {
        return { name: head.text, text: line[at + 1].text, color: head.drawn ? ink.look(head.look) : "" };
      }));
    };
  }

  var KINDS = {
    donut: function (data, ink, option) {
      option.tooltip.formatter = described(data, ink);
      option.legend = legend(ink, {
        top: "auto", bottom: 0, orient: "vertical",
        formatter: function (name) {
          var line = data.lines.find(function (each) { return each[0].text === name; });
          return name + "　" + line[1].text + "　" + line[2].text;
        }
      });
      option.series = [{
        type: "pie", radius: ["46%", "72%"], center: ["50%", "38%"], label: { show: false }, labelLine: { show: false },
        itemStyle: { borderColor: ink.card, borderWidth: 2 },
        data: data.lines.map(function (line) { return { name: line[0].text, value: line[1].value, itemStyle: { color: ink.look(line[0].look) } }; })
      }];
    },
    stack: function (data, ink, option, width, whole) {
      var narrow = width < NARROW;
      option.tooltip.trigger = "axis";
      option.tooltip.formatter = described(data, ink);
      option.legend = legend(ink);
      option.grid = { left: 4, right: 18, top: narrow && data.series.length > 3 ? 48 : 30, bottom: 4, containLabel: true };
      option.xAxis = axis(ink, { type: "value", max: whole ? 100 : null, minInterval: 1, axisLabel: { color: ink.soft, formatter: whole ? "{value}%" : "{value}" } });
      option.yAxis = axis(ink, {
        type: "category", inverse: true, triggerEvent: true, data: data.lines.map(function (line, at) { return at; }),
        axisLabel: {
          color: ink.ink, fontSize: 12, width: narrow ? 96 : 170, overflow: "truncate",
          /* A county's department takes two lines on a phone, so that more than the county is seen. */
          lineHeight: narrow ? 13 : null,
          formatter: function (at) { return narrow ? data.lines[at][0].text.replace("/", "\n") : data.lines[at][0].text; }
        },
        splitLine: { show: false }
      });
      option.series = data.series.map(function (column) {
        return {
          name: data.heads[column].text, type: "bar", stack: "all", barMaxWidth: 15, cursor: "pointer",
          itemStyle: { color: ink.look(data.heads[column].look) },
          data: data.lines.map(function (line) {
            var all = data.series.reduce(function (sum, each) { return sum + line[each].value; }, 0);
            return whole ? (all ? line[column].value * 100 / all : 0) : line[column].value;
          })
        };
      });
    },
    rate: function (data, ink, option, width) { KINDS.stack(data, ink, option, width, true); },
    columns: function (data, ink, option) {
      option.tooltip.trigger = "axis";
      option.tooltip.formatter = described(data, ink);
      option.grid = { left: 4, right: 8, top: 22, bottom: 4, containLabel: true };
      option.xAxis = axis(ink, { type: "category", data: data.lines.map(function (line) { return line[0].text; }), axisLabel: { color: ink.ink, fontSize: 12, interval: 0 } });
      option.yAxis = axis(ink, { type: "value", axisLabel: { show: false }, splitLine: { show: false } });
      option.series = [{
        type: "bar", barMaxWidth: 30, itemStyle: { color: ink.look("blue") }, label: { show: true, position: "top", color: ink.soft, fontSize: 12 },
        data: data.lines.map(function (line) { return line[1].value; })
      }];
    },
    heat: function (data, ink, option) {
      var points = [];
      data.lines.forEach(function (line, row) {
        data.series.forEach(function (column, at) { points.push([at, row, line[column].value]); });
      });
      var most = Math.max.apply(null, points.map(function (point) { return point[2]; }).concat(1));
      option.tooltip.formatter = function (found) {
        var point = found.value;
        return tip(data.lines[point[1]][0].text, [{ name: data.heads[data.series[point[0]]].text, text: data.lines[point[1]][data.series[point[0]]].text }]);
      };
      option.grid = { left: 4, right: 8, top: 4, bottom: 4, containLabel: true };
      option.xAxis = axis(ink, { type: "category", data: data.series.map(function (at) { return data.heads[at].text; }), axisLabel: { color: ink.ink, fontSize: 12, interval: 0 }, splitLine: { show: false } });
      option.yAxis = axis(ink, { type: "category", inverse: true, data: data.lines.map(function (line) { return line[0].text; }), axisLabel: { color: ink.ink, fontSize: 12 }, splitLine: { show: false } });
      option.visualMap = { show: false, min: 0, max: most, inRange: { color: [ink.head, ink.look("heat")] } };
      option.series = [{
        type: "heatmap", itemStyle: { borderColor: ink.card, borderWidth: 3 }, emphasis: { itemStyle: { borderColor: ink.ink, borderWidth: 1 } },
        data: points.map(function (point) {
          return { value: point, label: { show: true, fontSize: 13, color: ink.ink, formatter: String(point[2]) } };
        })
      }];
    },
    growth: function (data, ink, option, width) {
      var lines = data.lines;
      var months = lines.map(function (line) { return line[0].text; });
      function column(at, sign) { return lines.map(function (line) { return (sign || 1) * line[at].value; }); }
      var plain = { show: true, color: ink.soft, fontSize: 12 };
      option.tooltip.trigger = "axis";
      option.tooltip.axisPointer = { type: "line", lineStyle: { color: ink.soft } };
      option.tooltip.formatter = described(data, ink);
      option.axisPointer = { link: [{ xAxisIndex: "all" }] };
      option.legend = legend(ink, { data: data.series.map(function (at) { return data.heads[at].text; }) });
      var left = width < NARROW ? 44 : 56;
      option.grid = [{ left: left, right: left, top: 34, height: 150 }, { left: left, right: left, top: 218, height: 56 }];
      option.xAxis = [0, 1].map(function (at) {
        return axis(ink, { type: "category", gridIndex: at, data: months, axisLabel: at ? plain : { show: false } });
      });
      function side(at, more) { return axis(ink, Object.assign({ type: "value", gridIndex: at, splitNumber: at ? 2 : 4, minInterval: 1, axisLabel: plain }, more)); }
      option.yAxis = [
        side(0), side(0, { splitLine: { show: false }, max: roomy }),
        side(1, { axisLabel: { color: ink.soft, fontSize: 12, formatter: function (value) { return String(Math.abs(value)); } } })
      ];
      /* Items grow as catalogs do: room above them keeps the two lines apart. */
      function roomy(found) {
        var step = Math.pow(10, Math.floor(Math.log10(Math.max(found.max, 1)))) / 2;
        return Math.ceil(found.max * 1.3 / step) * step;
      }
      var dots = lines.length < 14;
      function line(at, y) {
        var color = ink.look(data.heads[at].look);
        return {
          name: data.heads[at].text, type: "line", xAxisIndex: 0, yAxisIndex: y, data: column(at), showSymbol: dots, symbolSize: 5, triggerLineEvent: true,
          lineStyle: { width: 2, color: color, type: y ? "dashed" : "solid" }, itemStyle: { color: color }, areaStyle: y ? null : { color: color, opacity: .12 }
        };
      }
      function bars(at, sign) {
        return { name: data.heads[at].text, type: "bar", stack: "change", xAxisIndex: 1, yAxisIndex: 2, barMaxWidth: 14, itemStyle: { color: ink.look(data.heads[at].look) }, data: column(at, sign) };
      }
      option.series = [line(1, 0), line(2, 1), bars(3, 1), bars(4, -1)];
    }
  };
  var HEIGHTS = { donut: 290, columns: 240, heat: 240, growth: 300 };

  function go(url) {
    if (url) location.assign(url);
  }

  /* Where a click leads: the number's own rows, else those of its line. */
  function target(data, found) {
    if (found.componentType === "yAxis") return data.lines[found.value][0].url;
    if (data.kind === "heat") return data.lines[found.value[1]][data.series[found.value[0]]].url;
    var line = data.lines[found.dataIndex];
    if (!line) return "";
    var cell = line[data.series[data.kind === "donut" ? 0 : found.seriesIndex]];
    return data.kind === "growth" ? line[0].url : (cell && cell.url) || line[0].url;
  }

  function draw(one) {
    var ink = paint();
    var option = base(ink);
    KINDS[one.data.kind](one.data, ink, option, one.box.clientWidth);
    one.chart.setOption(option, true);
  }

  function start(plot) {
    var data = read(plot);
    /* One month makes no curve. */
    if (!KINDS[data.kind] || (data.kind === "growth" && data.lines.length < 2)) return;
    var box = document.createElement("div");
    box.className = "ybz-chart-box";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", data.title + "图，数据见下面的数据表");
    plot.insertBefore(box, plot.firstChild);
    box.style.height = (HEIGHTS[data.kind] || data.lines.length * (box.clientWidth < NARROW ? ROW + 5 : ROW) + (data.series.length > 3 ? 76 : 60)) + "px";
    var one = { data: data, box: box, chart: window.echarts.init(box, null, { renderer: "svg" }), fold: plot.querySelector("details") };
    one.fold.open = false;
    one.chart.on("click", function (found) { go(target(data, found)); });
    draw(one);
    drawn.push(one);
  }

  board.querySelectorAll(".ybz-plot").forEach(start);

  var scheme = new MutationObserver(function () { drawn.forEach(draw); });
  [document.documentElement, document.body].forEach(function (node) {
    scheme.observe(node, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  });

  var widths = new ResizeObserver(function () {
    drawn.forEach(function (one) {
      if (one.box.clientWidth && one.box.clientWidth !== one.chart.getWidth()) {
        one.chart.resize();
        draw(one);
      }
    });
  });
  drawn.forEach(function (one) { widths.observe(one.box); });

  /* On paper the tables stand for the charts. */
  window.addEventListener("beforeprint", function () { drawn.forEach(function (one) { one.fold.open = true; }); });
  window.addEventListener("afterprint", function () { drawn.forEach(function (one) { one.fold.open = false; }); });
})();
