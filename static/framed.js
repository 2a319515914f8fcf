// Sends the height and the events of a widget to the page that embeds it, and to no other. No secret leaves the frame.
(() => {
  const here = new URL(location.href);
  const parentOrigin = here.searchParams.get("parent") ?? "";
  if (self.parent === self || !/^https?:\/\/[^/?#\s]+$/.test(parentOrigin)) return;
  const send = (name, detail) => self.parent.postMessage({ invito: name, ...detail }, parentOrigin);
  const failed = document.querySelector("[data-failed]");
  if (failed) return send("failed", { reason: failed.dataset.failed });

  const sheet = document.querySelector("[data-sheet]");
  new ResizeObserver(() => {
    send("height", { height: Math.ceil(sheet.getBoundingClientRect().height) });
  }).observe(sheet);
  const { theme: scheme } = document.documentElement.dataset;
  // The event type whose times are shown, by its slug.
  const type = document.querySelector("[data-picker]") ? here.pathname.split("/").pop() : null;
  send("ready", { title: document.title, scheme, close: sheet.dataset.close, type });
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (key === "Escape" && !defaultPrevented) send("close");
  });

  // After each step the page around brings the top of the frame into view.
  if (document.referrer.startsWith(`${location.origin}/widget/`)) send("step");
  const picker = () => document.querySelector("[data-picker]")?.dataset ?? {};
  let { chosen: slot, state } = picker();
  if (slot) send("slot", { slot });
  document.addEventListener("picker-shown", ({ detail }) => {
    if (detail) send("slot", { slot: detail });
    if (state !== picker().state) send("step");
    ({ state } = picker());
  });

  const booked = document.querySelector("[data-booked]");
  if (!booked) return;
  const facts = () => {
    const { booked: status, id, type, start: startsAt, end: endsAt } = booked.dataset;
    return { id, type, status, startsAt, endsAt };
  };
  // Only once: a guest who comes back to this page has not booked again.
  if (here.searchParams.has("redirect")) {
    here.searchParams.delete("redirect");
    history.replaceState(history.state, "", here);
    send("booked", facts());
    if (booked.dataset.redirect) send("redirect", { url: booked.dataset.redirect });
  }
  let was = facts();
  new MutationObserver(() => {
    const is = facts();
    const isOver = is.status === "CANCELLED" || is.status === "REJECTED";
    if (isOver && was.status !== is.status) send("cancelled", is);
    else if (was.startsAt !== is.startsAt) send("rescheduled", is);
    was = is;
  }).observe(booked, { attributes: true, attributeFilter: ["data-booked", "data-start"] });
})();
