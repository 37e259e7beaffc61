/* 一本账: what the theme of the documents would otherwise fetch from elsewhere. Loaded before the theme's own script. */
(function () {
  "use strict";
  /* The theme fetches Mermaid from a CDN where nobody has brought it along; then a diagram stays the text it is. */
  if (!window.mermaid) window.mermaid = { initialize: function () {}, render: function () { return new Promise(function () {}); } };
  /* The theme searches when a key goes up; pasted, dropped and dictated words come without one. */
  document.addEventListener("input", function (event) {
    if (event.isComposing || !event.target.matches(".md-search__input")) return;
    event.target.dispatchEvent(new KeyboardEvent("keyup"));
  });
  if (location.protocol !== "file:") return;

  /* The search of documents runs in a worker, which no browser starts from a disk. In its stead an empty frame: what the
     worker's script finds there — postMessage, importScripts, addEventListener — is what it finds in a worker. The theme's
     worker looks for window.IFrameWorker to know. As the package iframe-worker does, but without a script in the page,
     which the page's policy would refuse, and without structuredClone, which older browsers lack. */
  function FrameWorker(url) {
    var worker = new EventTarget();
    var frame = document.createElement("iframe");
    var waiting = [];
    var ready = false;
    url = new URL(url, location.href).href;
    function load(inside, address) {
      return new Promise(function (done, failed) {
        var script = inside.document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = failed;
        inside.document.body.appendChild(script);
      });
    }
    function tell(data) {
      frame.contentWindow.dispatchEvent(new frame.contentWindow.MessageEvent("message", { data: data }));
    }
    frame.hidden = true;
    frame.title = "文档搜索";
    document.body.appendChild(frame);
    var inside = frame.contentWindow;
    inside.postMessage = function (data) {
      var message = new MessageEvent("message", { data: data });
      worker.dispatchEvent(message);
      if (worker.onmessage) worker.onmessage(message);
    };
    inside.importScripts = function () {
      return Array.from(arguments).reduce(function (before, address) {
        return before.then(function () { return load(inside, new URL(address, url).href); });
      }, Promise.resolve());
    };
    worker.postMessage = function (data) {
      if (ready) tell(data);
      else waiting.push(data);
    };
    worker.terminate = function () { frame.remove(); };
    load(inside, url).then(function () {
      ready = true;
      waiting.forEach(tell);
    });
    return worker;
  }
  window.IFrameWorker = window.Worker = FrameWorker;
})();
