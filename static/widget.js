// Puts booking widgets into a page, loaded from the server of the bookings. Attributes and events: docs/widget.md.
// Elements added later: Invito.embed(element). The build minifies it; tests/browser/widget-popup.test.ts holds its size.
(() => {
  const home = new URL(document.currentScript.src).origin;
  let embedded = 0, more;

  const create = (tag, address) => {
    const element = document.createElement(tag);
    element.src = element.href = address;
    return element;
  };

  // A frame in a place, with the attributes and events of the source.
  const show = (place, source, path) => {
    const data = source.dataset;
    const address = new URL("/widget/" + path, home), query = address.searchParams;
    const add = (given, prefix, wrap) =>
      new URLSearchParams(given).forEach((value, name) => {
        if (name.startsWith(prefix)) query.set(wrap ? `metadata[${name}]` : name, value);
      });
    // The UTM parameters of the page, what is given as a query, and the attributes that are options.
    add(location.search, "utm_");
    add(data.utm, "utm_");
    add(data.answers, "");
    add(data.metadata, "", 1);
    ("theme tz hours lang minutes date month slot name email note guests link accent radius hide-details transparent")
      .split(" ").forEach((name) => {
        const value = source.getAttribute("data-" + name);
        if (value !== null) query.set(name, value);
      });
    query.set("parent", location.origin);
    // A browser limits connections to one server, so only the first four widgets of a page are live.
    if (++embedded > 4) query.set("still", 1);

    const frame = create("iframe", address), style = frame.style;
    frame.title = data.title || source.textContent.trim() || path;
    // Until the page inside is there, its outlines.
    style.cssText = "display:block;width:100%;height:40rem;border:0;" +
      "background:linear-gradient(#8883 3rem,#0000 0 4rem,#8882 0)";
    let link;
    const tell = (detail) =>
      source.dispatchEvent(
        new CustomEvent("invito:" + detail.invito, { bubbles: true, cancelable: true, detail }),
      );
    const fail = (detail) => {
      link = create("a", home + "/" + path);
      link.target = "_blank";
      link.textContent = frame.title;
      frame.after(link);
      style.display = "none";
      console.warn("Invito", path, detail.reason);
      tell(detail);
    };
    const late = setTimeout(fail, 8000, { invito: "failed", reason: "no-answer" });
    addEventListener("message", (event) => {
      if (event.origin !== home || event.source !== frame.contentWindow) return;
      const message = event.data, name = message?.invito;
      if (name === "height") style.height = Math.min(message.height, 9999) + "px";
      else if (name === "step") {
        if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      } else if (name) {
        clearTimeout(late);
        if (name === "failed") return fail(message);
        if (name === "ready") {
          link?.remove();
          style.cssText += ";display:block;background:0;color-scheme:" + message.scheme;
          frame.title = message.title;
        }
        if (tell(message) && name === "redirect" && /^https:/.test(message.url)) {
          location = message.url;
        }
      }
    });
    place.replaceChildren(frame);
  };

  const embed = (source) => {
    const path = source.dataset.invito;
    if (path) {
      if (!source.invito) show(source, source, path);
      source.invito = 1;
    } else if (!more) document.head.append(more = create("script", home + "/widget-popup.js"));
  };

  const embedAll = () =>
    document.querySelectorAll("[data-invito],[data-invito-popup]").forEach(embed);
  window.Invito = { embed, show };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", embedAll);
  else embedAll();
})();
