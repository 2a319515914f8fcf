// Puts booking widgets into a page: <div data-invito="ada/intro-call"></div> and this script, loaded from its server.
// Its attributes and events: docs/widget.md. Elements added later: Invito.embed(element).
(function () {
  var home = new URL(document.currentScript.src).origin;
  var options = "theme tz hours minutes date slot name email note link".split(" ");

  var embedded = 0;

  function embed(place) {
    if (place.invito) return;
    var address = new URL("/widget/" + place.dataset.invito, home);
    new URLSearchParams(place.dataset.answers).forEach(function (answer, name) {
      address.searchParams.set(name, answer);
    });
    options.forEach(function (name) {
      if (place.dataset[name]) address.searchParams.set(name, place.dataset[name]);
    });
    address.searchParams.set("parent", location.origin);
    // A browser limits connections to one server, so only the first four widgets of a page are live.
    if (++embedded > 4) address.searchParams.set("still", "1");

    var frame = (place.invito = document.createElement("iframe"));
    frame.src = address.href;
    frame.title = place.dataset.title || place.textContent.trim() || place.dataset.invito;
    frame.style.cssText = "display:block;width:100%;height:40rem;border:0";
    addEventListener("message", function (event) {
      if (event.origin !== home || event.source !== frame.contentWindow) return;
      var message = event.data || {};
      if (message.invito === "height") frame.style.height = Math.min(message.height, 9999) + "px";
      else if (message.invito) {
        if (message.title) frame.title = message.title;
        var goesOn = place.dispatchEvent(
          new CustomEvent("invito:" + message.invito, {
            bubbles: true,
            cancelable: message.invito === "redirect",
            detail: message,
          }),
        );
        if (goesOn && message.invito === "redirect" && /^https:/.test(message.url)) {
          location.assign(message.url);
        }
      }
    });
    place.replaceChildren(frame);
  }

  function embedAll() {
    document.querySelectorAll("[data-invito]").forEach(embed);
  }
  window.Invito = { embed: embed };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", embedAll);
  else embedAll();
})();
