// Follows the host's time while the picker is looked at: what is taken goes, what comes free is shown. The server says
// that something changed, picker.js then asks for the picker anew. Nothing here is needed to book, so failing is silent.
(() => {
  const shown = () => document.querySelector("[data-live]")?.dataset;
  const mayFollow = !new URLSearchParams(location.search).has("still");
  let source, again, due, last, askedFor, wait = 5_000;

  /** Asks for the picker anew when it is older than the last news, once for each. */
  function compare() {
    const news = last;
    if (!news || news === askedFor || !shown()) return;
    if (news.turn === Number(shown().turn) && news.freedAt <= Number(shown().at)) return;
    due ??= setTimeout(() => {
      due = undefined;
      askedFor = last;
      const isAsked = document.dispatchEvent(new Event("picker-stale", { cancelable: true }));
      if (!isAsked) askedFor = undefined;
    }, Math.random() * news.spread);
  }

  function follow() {
    clearTimeout(again);
    if (source || document.hidden || !shown() || !mayFollow) return;
    source = new EventSource(shown().live);
    source.addEventListener("time", ({ data }) => {
      wait = 5_000;
      last = JSON.parse(data);
      compare();
    });
    // A browser comes back by itself after a cut, but not after a refusal.
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      source = undefined;
      again = setTimeout(follow, wait * (1 + Math.random()));
      wait = Math.min(wait * 2, 300_000);
    });
  }

  // A browser keeps few connections to one server: a page that nobody sees gives its own back.
  function leave() {
    clearTimeout(again);
    source?.close();
    source = undefined;
  }

  document.addEventListener("visibilitychange", () => document.hidden ? leave() : follow());
  addEventListener("pagehide", leave);
  addEventListener("pageshow", follow);
  for (const what of ["picker-shown", "focusout"]) document.addEventListener(what, compare);
  follow();
})();
