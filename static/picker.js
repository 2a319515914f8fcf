// Makes the picker quick where scripts run: its links and forms lead to plain pages of the same server, and this puts
// the next page's picker in place of the one that is shown. Nothing here is needed to book.
(() => {
  const picker = () => document.querySelector("[data-picker]");
  const pageOf = (url) => String(url).split("#")[0];
  const entered = new Map();
  let shown = pageOf(location.href), shownAt = performance.now();
  let asking;

  // Nothing is replaced between a pointer press and its click.
  let released, release;
  addEventListener("pointerdown", () => {
    released = new Promise((resolve) => release = resolve);
    setTimeout(release, 1_000);
  }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => setTimeout(() => release?.()), true);
  }

  /** Fetches the picker of a URL, without the rest of the page. */
  async function ask(url) {
    asking?.abort();
    const { signal } = asking = new AbortController();
    picker().dataset.asking = "";
    try {
      const part = new URL(url, location.href);
      part.searchParams.set("part", "picker");
      const answer = await fetch(part, { headers: { accept: "text/html" }, signal });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = next.querySelector("[data-picker]");
      if (!answer.ok || !fresh) throw new Error(`no picker at ${url}`);
      await released;
      signal.throwIfAborted();
      return fresh;
    } finally {
      if (asking.signal === signal) {
        asking = undefined;
        delete picker().dataset.asking;
      }
    }
  }

  /** Shows another state of the picker; after an error the browser loads the page itself. */
  async function show(url, history, isDay) {
    try {
      const fresh = await ask(url);
      if (history) window.history[history](null, "", url);
      shown = pageOf(location.href);
      document.title = fresh.ownerDocument.title;
      replaceBy(fresh, isDay);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  /** Replaces the picker and keeps the entered values. */
  function put(fresh) {
    const names = ["data-focus", "data-slot", "data-date"];
    const focused = picker().querySelector(":focus")?.closest(`[${names.join("],[")}]`);
    const name = focused && names.find((each) => focused.hasAttribute(each));
    for (const field of fieldsIn(picker())) entered.set(field.id, field[stateOf(field)]);
    const scrolled = picker().querySelector("[data-times]")?.scrollTop;
    picker().replaceWith(fresh);
    roveTo();
    dropHint();
    shownAt = performance.now();
    for (const field of fieldsIn(fresh)) {
      if (entered.has(field.id)) field[stateOf(field)] = entered.get(field.id);
    }
    const times = fresh.querySelector("[data-times]");
    if (times && scrolled) times.scrollTop = scrolled;
    return name && fresh.querySelector(`[${name}="${CSS.escape(focused.getAttribute(name))}"]`);
  }
  const fieldsIn = (place) =>
    place.querySelectorAll("form[data-once] :is(input[id], textarea[id], select[id])");
  const stateOf = ({ type }) => type === "checkbox" || type === "radio" ? "checked" : "value";

  function replaceBy(fresh, isDay) {
    const was = picker().dataset;
    const again = put(fresh);
    document.getElementById("picker-status").textContent = fresh.dataset.say;
    const form = fresh.querySelector("#details");
    if (was.state !== fresh.dataset.state) {
      (form ?? fresh).scrollIntoView({ block: "start" });
      fresh.querySelector("h2")?.focus({ preventScroll: true });
    } else if (again?.matches(".picker-day[aria-current=true]")) {
      // A day that was pressed leads to its times.
      const time = fresh.querySelector("#times a[data-slot]");
      (time ?? fresh.querySelector("#times h2"))?.focus({ preventScroll: true });
    } else if (again) again.focus({ preventScroll: true });
    // Where the times stand below the days, a pressed day brings them into view.
    const times = isDay && fresh.querySelector("#times");
    const days = fresh.querySelector("[data-days]");
    if (times && times.getBoundingClientRect().top >= days.getBoundingClientRect().bottom) {
      times.scrollIntoView({ block: "nearest" });
    }
    document.dispatchEvent(new CustomEvent("picker-shown", { detail: fresh.dataset.chosen }));
  }

  // The time of host or team changed: reloads the same state, unless the guest is doing something.
  document.addEventListener("picker-stale", async (event) => {
    const form = picker().querySelector("form[data-once]");
    if (asking || form?.dataset.once || picker().querySelector("[data-filter]")) {
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
      // Ignored: the next change tries again.
    }
    if (!asking) document.dispatchEvent(new CustomEvent("picker-shown"));
  });

  function refresh(fresh) {
    const times = (place) => [...place.querySelectorAll("[data-slot]")].map((a) => a.dataset.slot);
    const changed = String(times(picker())) !== String(times(fresh));
    const wasIn = picker().querySelector(":focus");
    const again = put(fresh) || (wasIn && fresh.querySelector("#times h2"));
    again?.focus({ preventScroll: true });
    if (changed) document.getElementById("picker-status").textContent = fresh.dataset.say;
  }

  /** Keeps a form; when its time is no longer available, a notice with alternatives appears above it and it cannot be sent. */
  function keepForm(form, fresh) {
    const { chosen } = Object.assign(picker().dataset, {
      version: fresh.dataset.version,
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

  /** Adds an idempotency key to a form's URL, so that going back sends the same form again. */
  function withKey(href) {
    const url = new URL(href);
    if (url.searchParams.has("slot") && !url.searchParams.has("key")) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      url.searchParams.set("key", [...bytes].map((n) => n.toString(16).padStart(2, "0")).join(""));
    }
    return url.href;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey &&
      !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    show(withKey(link.href), `${link.dataset.swap}State`, "date" in link.dataset);
  });
  addEventListener("popstate", () => {
    if (pageOf(location.href) !== shown) show(location.href);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-swap]")) {
      event.preventDefault();
      show(`?${new URLSearchParams(new FormData(form, event.submitter))}`, "replaceState");
    } else if (form.matches("[data-once]")) {
      const rest = shownAt + Number(form.dataset.wait ?? 0) - performance.now();
      if (form.dataset.once || rest > 0) event.preventDefault();
      if (form.dataset.once) return;
      form.dataset.once = "sent";
      // A form that is submitted early is sent as soon as it may be.
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

  // Narrows the list of zones, and shows the entered email address above the button.
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-filter]")) {
      const sought = event.target.value.trim().toLowerCase().replaceAll("_", " ");
      for (const zone of picker().querySelectorAll(".picker-zones li")) {
        const text = `${zone.textContent} ${zone.dataset.others}`.toLowerCase();
        zone.hidden = !text.includes(sought);
      }
    }
    const line = event.target.id === "email" && document.querySelector("[data-goes-to]");
    if (!line) return;
    const email = event.target.value.trim();
    line.textContent = email ? line.dataset.goesTo.replace("{email}", email) : "";
  });

  // One day of the month is a tab stop: arrow keys move between those with available times.
  function roveTo(day) {
    const days = [...picker().querySelectorAll("[data-days] a")];
    day ??= days.find((each) => each.ariaCurrent === "true") ?? days[0];
    for (const each of days) each.tabIndex = each === day ? 0 : -1;
  }
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
    const day = cells[at].querySelector("a");
    roveTo(day);
    day.focus();
  });

  // The time in the chosen zone goes on.
  setInterval(() => {
    const now = document.querySelector("[data-now]"), { zone, hours } = picker()?.dataset ?? {};
    if (!now) return;
    const hourCycle = hours === "12" ? "h12" : "h23";
    const options = { timeZone: zone, hourCycle, timeStyle: "short" };
    now.textContent = new Date().toLocaleTimeString(
      `${document.documentElement.lang}-u-nu-latn`,
      options,
    );
  }, 20_000);

  // The browser's own zone and clock format, where the URL names none and no form was submitted.
  const own = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
  function dropHint() {
    if (picker().dataset.zone === own.timeZone) {
      picker().querySelector("[data-zone-hint]")?.remove();
    }
  }
  if (picker()) {
    roveTo();
    const { zone, zoneFrom, hours, hoursFrom } = picker().dataset;
    const query = new URLSearchParams(location.search);
    const clock = own.hourCycle?.startsWith("h1") ? "12" : "24";
    const other = {
      ...(zoneFrom === "owner" && own.timeZone && zone !== own.timeZone && { tz: own.timeZone }),
      ...(hoursFrom === "guessed" && hours !== clock && { hours: clock }),
    };
    for (const [name, value] of Object.entries(other)) query.set(name, value);
    if (Object.keys(other).length > 0) show(`?${query}${location.hash}`, "replaceState");
    else dropHint();
  }
})();

// Follows the time of host or team while the picker is looked at: what is taken goes, what comes free is shown. The server reports
// that something changed, picker.js then asks for the picker anew. Nothing here is needed to book, so failing is silent.
(() => {
  const shown = () => document.querySelector("[data-live]")?.dataset;
  const mayFollow = !new URLSearchParams(location.search).has("still");
  let source, again, due, last, askedFor, wait = 5_000;

  /** Reloads the picker when it is older than the last event, once for each event. */
  function compare() {
    const news = last;
    if (!news || news === askedFor || !shown()) return;
    if (news.version === shown().version && news.freedAt <= Number(shown().at)) return;
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
    // A browser reconnects by itself, but not after an error status.
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      source = undefined;
      again = setTimeout(follow, wait * (1 + Math.random()));
      wait = Math.min(wait * 2, 300_000);
    });
  }

  // A browser limits connections to one server, so a hidden page closes its own.
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
