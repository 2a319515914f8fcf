import assert from "node:assert/strict";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import { request } from "$lib/server/bookings/index.ts";
import {
  decisionAction,
  type HostAction,
  loadDecisionPage,
} from "../../../src/routes/booking/[token]/decision-page.ts";
import { openGuestLink, openHostLink } from "$lib/server/bookings/index.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { dayOf, keys } from "$lib/server/kv/keys.ts";
import { sendForm } from "../../support/send-form.ts";
import { granted } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addHost, bookingRequest, configuredApp, mondayTen } from "../../support/town.ts";

/** Ada with one request, one calendar that says what it is told to, and the links of both sides. */
async function asked(
  app: TestApp,
  busy: () => Promise<{ start: number; end: number; title: string }[]>,
) {
  const host = await addHost(app);
  const calendar = { id: "work", name: "Work", colour: null, writable: true, transparent: false };
  await app.kv.set(keys.connection(host.id, "c"), {
    id: "c",
    hostId: host.id,
    provider: "caldav",
    label: "Home",
    url: "https://dav.example/",
    user: "ada",
    sealed: "",
    calendars: [{ ...calendar, blocks: true }],
    createdAt: 0,
    revision: 1,
  });
  const silent: Pick<Calendar, "busy"> = { busy };
  Object.assign(app, { openCalendar: () => Promise.resolve(silent) });
  const { booking } = await granted(request(app, bookingRequest()));
  return {
    booking,
    guest: await openGuestLink(app, booking),
    host: await openHostLink(app, booking, host.id),
  };
}

const page = (end: string) => new URL(`http://localhost/booking/x/${end}`);
/** What the page of a link says of its form. */
function send(app: TestApp, token: string, wanted: HostAction, fields: Record<string, string>) {
  return sendForm(decisionAction(wanted), { app, params: { token } }, fields);
}
const free = () => Promise.resolve([]);

Deno.test("loadDecisionPage shows the day and its conflicts; confirming then needs a second press", async () => {
  const app = await configuredApp();
  const meeting = { start: mondayTen, end: mondayTen + HOUR, title: "Board" };
  const { host } = await asked(app, () => Promise.resolve([meeting]));
  const shown = await loadDecisionPage(app, host, "confirm", page("confirm"));
  assert.deepEqual(shown.view.conflictCheck?.conflicts, ["Board, 10:00 – 11:00 (Work)"]);
  const day = shown.view.conflictCheck?.day?.day;
  assert.deepEqual(day?.items.map(({ title, isOwn, href }) => [title, isOwn, href]), [
    ["Board", undefined, undefined],
    ["Grace Hopper", true, undefined],
  ]);

  const blind = await send(app, host, "confirm", { revision: "1", message: "Yes" });
  assert.equal(blind.status, 409);
  assert.equal(blind.data.values.message, "Yes");
  const anyway = send(
    app,
    host,
    "confirm",
    { revision: "1", message: "Yes", force: shown.view.conflictCheck?.shown ?? "" },
  );
  await assert.rejects(anyway, { status: 303, location: `/booking/${host}/confirm?done` });
});

Deno.test("loadDecisionPage names a calendar that does not respond", async () => {
  const app = await configuredApp();
  const { host } = await asked(app, () => Promise.reject(new Error("down")));
  const shown = await loadDecisionPage(app, host, "confirm", page("confirm"));
  assert.match(shown.view.conflictCheck?.unreachableText ?? "", /Work/);
});

Deno.test("loadDecisionPage dates busy time of a calendar that does not respond", async () => {
  const app = await configuredApp();
  const { host, booking } = await asked(app, () => Promise.reject(new Error("down")));
  const [hostId] = booking.hosts, { start, end } = booking;
  const { guard } = await getGuard(app.kv, hostId!);
  const state = { ...unreadCalendar("first"), syncedAt: app.now(), syncedUntil: Infinity };
  await app.kv.set(keys.guard(hostId!), { ...guard, calendars: { "c/work": state } });
  await app.kv.set(keys.busy(hostId!, "c/work", "first", dayOf(start)), [{ start, end }]);
  const { view } = await loadDecisionPage(app, host, "confirm", page("confirm"));
  assert.deepEqual(view.conflictCheck?.conflicts, ["Busy, 10:00 – 10:30 (as of the last sync)"]);
});

Deno.test("decide shows a booking that changed meanwhile instead of acting", async () => {
  const app = await configuredApp();
  const { host } = await asked(app, free);
  const answer = await send(app, host, "confirm", { revision: "7", message: "" });
  assert.equal(answer.status, 409);
  assert.match(answer.data.refusal.sentence, /changed since you opened/);
  assert.equal((await loadDecisionPage(app, host, "confirm", page("confirm"))).view.state, "open");
});

Deno.test("decide leads a second decision to what was decided first", async () => {
  const app = await configuredApp();
  const { host } = await asked(app, free);
  await assert.rejects(send(app, host, "reject", { revision: "1" }), {
    status: 303,
  });
  await assert.rejects(send(app, host, "confirm", { revision: "2" }), {
    status: 303,
    location: `/booking/${host}/confirm`,
  });
  const shown = await loadDecisionPage(app, host, "confirm", page("confirm"));
  assert.equal(shown.title, "This request was already declined");
  assert.equal(shown.view.conflictCheck, null);
});

Deno.test("loadDecisionPage and decisionAction refuse guest and unknown links, and loading changes nothing", async () => {
  const app = await configuredApp();
  const { guest, host } = await asked(app, free);
  for (const token of [guest, "x".repeat(43), ""]) {
    await assert.rejects(loadDecisionPage(app, token, "confirm", page("confirm")), { status: 404 });
    await assert.rejects(send(app, token, "reject", { revision: "1" }), {
      status: 404,
    });
  }
  for (const wanted of ["confirm", "reject"] as const) {
    const shown = await loadDecisionPage(app, host, wanted, page(wanted));
    assert.equal(shown.view.state, "open");
  }
});

Deno.test("decisionAction refuses a message that is too long and preserves it", async () => {
  const app = await configuredApp();
  const { host } = await asked(app, free);
  const message = "m".repeat(1001);
  const answer = await send(app, host, "reject", { revision: "1", message });
  assert.equal(answer.status, 422);
  assert.equal(answer.data.values.message, message);
});
