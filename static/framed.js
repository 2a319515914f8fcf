// Sends the height and the events of a widget to the page that embeds it, and to no other. No secret leaves the frame.
(() => {
  const parentOrigin = new URLSearchParams(location.search).get("parent") ?? "";
  if (self.parent === self || !/^https?:\/\/[^/?#\s]+$/.test(parentOrigin)) return;
  const send = (name, detail) => self.parent.postMessage({ invito: name, ...detail }, parentOrigin);

  const sheet = document.querySelector("[data-sheet]");
  new ResizeObserver(() => {
    send("height", { height: Math.ceil(sheet.getBoundingClientRect().height) });
  }).observe(sheet);
  send("ready", { title: document.title });

  const { chosen: slot } = document.querySelector("[data-picker]")?.dataset ?? {};
  if (slot) send("slot", { slot });
  document.addEventListener(
    "picker-shown",
    ({ detail }) => detail && send("slot", { slot: detail }),
  );

  const booked = document.querySelector("[data-booked]")?.dataset;
  if (booked) send("booked", { status: booked.booked, startsAt: booked.start, endsAt: booked.end });
  // Only once: a guest who comes back to this page is not redirected again.
  const here = new URL(location.href);
  if (here.searchParams.has("redirect")) {
    here.searchParams.delete("redirect");
    history.replaceState(history.state, "", here);
  }
  if (booked?.redirect) send("redirect", { url: booked.redirect });
})();
