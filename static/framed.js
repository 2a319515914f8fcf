// Tells the page round a widget, and no other, how high it is and what has happened in it. No secret leaves the frame.
(() => {
  const around = new URLSearchParams(location.search).get("parent") ?? "";
  if (self.parent === self || !/^https?:\/\/[^/?#\s]+$/.test(around)) return;
  const tell = (what, detail) => self.parent.postMessage({ invito: what, ...detail }, around);

  const sheet = document.querySelector("[data-sheet]");
  new ResizeObserver(() => {
    tell("height", { height: Math.ceil(sheet.getBoundingClientRect().height) });
  }).observe(sheet);
  tell("ready", { title: document.title });

  const { chosen: slot } = document.querySelector("[data-picker]")?.dataset ?? {};
  if (slot) tell("slot", { slot });
  document.addEventListener(
    "picker-shown",
    ({ detail }) => detail && tell("slot", { slot: detail }),
  );

  const booked = document.querySelector("[data-booked]")?.dataset;
  if (booked) tell("booked", { status: booked.booked, startsAt: booked.start, endsAt: booked.end });
  // Once: whoever comes back to this page is not led away again.
  const here = new URL(location.href);
  if (here.searchParams.has("onward")) {
    here.searchParams.delete("onward");
    history.replaceState(history.state, "", here);
  }
  if (booked?.onward) tell("redirect", { url: booked.onward });
})();
