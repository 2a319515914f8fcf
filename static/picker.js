// Makes the picker quick where scripts run: its links and forms lead to plain pages of the same server, and this puts
// the next page's picker in place of the one that is shown. Nothing here is needed to book.
(() => {
  const picker = () => document.querySelector("[data-picker]");
  const pageOf = (url) => String(url).split("#")[0];
  const typed = new Map();
  let shown = pageOf(location.href), shownAt = performance.now();
  let asking;

  async function ask(url) {
    asking?.abort();
    const { signal } = asking = new AbortController();
    try {
      const answer = await fetch(url, { headers: { accept: "text/html" }, signal });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = next.querySelector("[data-picker]");
      if (!answer.ok || !fresh) throw new Error(`no picker at ${url}`);
      return fresh;
    } finally {
      if (asking.signal === signal) asking = undefined;
    }
  }

  /** Shows another state of the picker; what goes wrong is left to a plain visit. */
  async function show(url, history) {
    try {
      const fresh = await ask(url);
      if (history) window.history[history](null, "", url);
      shown = pageOf(url);
      document.title = fresh.ownerDocument.title;
      replaceBy(fresh);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  /** Puts the fresh picker in place; what was typed for one time is there for the next. */
  function put(fresh) {
    const focused = picker().querySelector(":focus")?.closest("[data-focus]")?.dataset.focus;
    for (const field of typedIn(picker())) typed.set(field.id, field[stateOf(field)]);
    const scrolled = picker().querySelector("#times ul")?.scrollTop;
    picker().replaceWith(fresh);
    shownAt = performance.now();
    for (const field of typedIn(fresh)) {
      if (typed.has(field.id)) field[stateOf(field)] = typed.get(field.id);
    }
    const times = fresh.querySelector("#times ul");
    if (times && scrolled) times.scrollTop = scrolled;
    return focused && fresh.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
  }
  const typedIn = (place) =>
    place.querySelectorAll("form[data-once] :is(input[id], textarea[id], select[id])");
  const stateOf = ({ type }) => type === "checkbox" || type === "radio" ? "checked" : "value";

  function replaceBy(fresh) {
    const was = picker().dataset;
    const again = put(fresh);
    document.getElementById("said").textContent = fresh.dataset.say;
    const form = fresh.querySelector("#details");
    if (was.state !== fresh.dataset.state) {
      (form ?? fresh).scrollIntoView({ block: "start" });
      fresh.querySelector("h2")?.focus({ preventScroll: true });
    } else if (again) again.focus({ preventScroll: true });
    const times = fresh.querySelector("#times");
    if (was.day !== fresh.dataset.day && times?.getBoundingClientRect().top > innerHeight - 120) {
      times.scrollIntoView({ block: "start" });
    }
    document.dispatchEvent(new CustomEvent("picker-shown", { detail: fresh.dataset.chosen }));
  }

  // The host's time changed: the same state anew, quietly. What the guest does meanwhile goes first.
  document.addEventListener("picker-stale", async (event) => {
    const form = picker().querySelector("form[data-once]");
    if (asking || form?.dataset.once || picker().querySelector("select:focus")) {
      return event.preventDefault();
    }
    const { day, state } = picker().dataset;
    const url = new URL(form?.action ?? location.href);
    if (state === "days" && day) url.searchParams.set("date", day);
    try {
      const fresh = await ask(url);
      if (form) keepForm(form, fresh);
      else refresh(fresh);
    } catch {
      // The next change asks again.
    }
    if (!asking) document.dispatchEvent(new CustomEvent("picker-shown"));
  });

  function refresh(fresh) {
    const times = (place) => [...place.querySelectorAll("[data-slot]")].map((a) => a.dataset.slot);
    const changed = String(times(picker())) !== String(times(fresh));
    const wasIn = picker().querySelector(":focus");
    const again = put(fresh) || (wasIn && fresh.querySelector("#times h2"));
    again?.focus({ preventScroll: true });
    if (changed) document.getElementById("said").textContent = fresh.dataset.say;
  }

  /** A form stays as it is; when its time has gone it says so above, with others to choose, and cannot be sent. */
  function keepForm(form, fresh) {
    const { chosen } = Object.assign(picker().dataset, {
      turn: fresh.dataset.turn,
      at: fresh.dataset.at,
    });
    const send = form.querySelector(`button[value="${chosen}"]`);
    if (!send) return;
    send.disabled = !fresh.querySelector("form[data-once]");
    const was = document.getElementById("gone");
    const gone = send.disabled && fresh.querySelector(".details .notice");
    if (gone && gone.textContent === was?.textContent) return;
    was?.remove();
    if (!gone) return;
    gone.id = "gone";
    form.before(gone);
    gone.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey &&
      !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    show(link.href, `${link.dataset.swap}State`);
  });
  addEventListener("popstate", () => {
    if (pageOf(location.href) !== shown) show(location.href);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-swap] select")) event.target.form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-swap]")) {
      event.preventDefault();
      show(`?${new URLSearchParams(new FormData(form))}`, "replaceState");
    } else if (form.matches("[data-once]")) {
      const rest = shownAt + Number(form.dataset.wait ?? 0) - performance.now();
      if (form.dataset.once || rest > 0) event.preventDefault();
      if (form.dataset.once) return;
      form.dataset.once = "sent";
      // Who is quick is not sent away: the form goes when it may.
      if (rest > 0) {
        setTimeout(() => {
          form.dataset.once = "";
          form.requestSubmit(event.submitter);
        }, rest);
      }
    }
  });
  addEventListener("pageshow", () => {
    const form = document.querySelector("[data-once]");
    if (form) form.dataset.once = "";
  });

  // The address is shown back while it is typed.
  document.addEventListener("input", (event) => {
    const line = event.target.id === "email" && document.querySelector("[data-goes-to]");
    if (!line) return;
    const email = event.target.value.trim();
    line.textContent = email ? line.dataset.goesTo.replace("{email}", email) : "";
  });

  // Arrow keys go along the days, over those that have nothing free.
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  document.addEventListener("keydown", (event) => {
    const days = event.target.closest("[data-days]");
    const step = days && steps[event.key];
    if (!step) return;
    const cells = [...days.querySelectorAll("td")];
    const along = document.dir === "rtl" && Math.abs(step) === 1 ? -step : step;
    let at = cells.indexOf(event.target.closest("td")) + along;
    while (cells[at] && !cells[at].querySelector("a")) at += along;
    if (!cells[at]) return;
    event.preventDefault();
    cells[at].querySelector("a").focus();
  });

  // The guest's own zone and clock, where the address names none and no form was answered.
  if (picker()?.dataset.zone === "host") {
    const own = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
    const query = new URLSearchParams(location.search);
    query.set("tz", own.timeZone);
    if (!query.has("hours")) query.set("hours", own.hourCycle?.startsWith("h1") ? "12" : "24");
    show(`?${query}${location.hash}`, "replaceState");
  }
})();
