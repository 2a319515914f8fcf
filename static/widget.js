// Puts booking widgets into a page, loaded from the server of the bookings. Attributes and events: docs/widget.md.
// Elements added later: Invito.embed(element). The build minifies it; tests/browser/widget-popup.test.ts holds its size.
(function () {
  var home = new URL(document.currentScript.src).origin;
  var embedded = 0, more;

  // The attributes that are options, the UTM parameters of the page, and what is given as a query.
  function addressOf(source, path) {
    var address = new URL("/widget/" + path, home),
      query = address.searchParams,
      data = source.dataset;
    [[location.search, /^utm_/], [data.utm, /^utm_/], [data.answers, /./], [data.metadata, /./, 1]]
      .forEach(
        function (given) {
          new URLSearchParams(given[0]).forEach(function (value, name) {
            if (given[1].test(name)) query.set(given[2] ? "metadata[" + name + "]" : name, value);
          });
        },
      );
    ("theme tz hours lang minutes date month slot name email note guests link accent radius hide-details transparent")
      .split(" ").forEach(function (name) {
        var value = source.getAttribute("data-" + name);
        if (value !== null) query.set(name, value);
      });
    query.set("parent", location.origin);
    // A browser limits connections to one server, so only the first four widgets of a page are live.
    if (++embedded > 4) query.set("still", "1");
    return address.href;
  }

  // A frame in a place, with the attributes and events of the source.
  function show(place, source, path, close) {
    var link, frame = document.createElement("iframe"), style = frame.style;
    frame.title = source.dataset.title || source.textContent.trim() || path;
    function tell(detail) {
      return source.dispatchEvent(
        new CustomEvent("invito:" + detail.invito, { bubbles: true, cancelable: true, detail }),
      );
    }
    function fail(detail) {
      link = document.createElement("a");
      link.href = home + "/" + path;
      link.target = "_blank";
      link.textContent = frame.title;
      frame.after(link);
      style.display = "none";
      console.warn("Invito", path, detail.reason);
      tell(detail);
    }
    var late = setTimeout(fail, 8000, { invito: "failed", reason: "no-answer" });
    addEventListener("message", function (event) {
      if (event.origin !== home || event.source !== frame.contentWindow) return;
      var message = event.data || {}, name = message.invito;
      if (name === "height") style.height = Math.min(message.height, 9999) + "px";
      else if (name === "step") {
        if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      } else if (name === "close") close && close();
      else if (name) {
        clearTimeout(late);
        if (name === "failed") return fail(message);
        if (name === "ready") {
          if (link) link.remove();
          style.cssText += ";display:block;background:0;color-scheme:" + message.scheme;
          frame.title = message.title;
        }
        if (tell(message) && name === "redirect" && /^https:/.test(message.url)) {
          location.assign(message.url);
        }
      }
    });
    // Until the page inside is there, its outlines.
    style.cssText = "display:block;width:100%;height:40rem;border:0;" +
      "background:linear-gradient(#8883 3rem,#0000 0 4rem,#8882 0)";
    frame.src = addressOf(source, path);
    place.replaceChildren(frame);
  }

  function embed(source) {
    var path = source.dataset.invito;
    if (path) {
      if (!source.invito) show(source, source, path);
      source.invito = 1;
    } else if (!more) {
      more = document.createElement("script");
      more.src = home + "/widget-popup.js";
      document.head.append(more);
    }
  }

  function embedAll() {
    document.querySelectorAll("[data-invito],[data-invito-popup]").forEach(embed);
  }
  window.Invito = { embed, show };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", embedAll);
  else embedAll();
})();
