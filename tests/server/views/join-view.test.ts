import assert from "node:assert/strict";
import type { Location } from "$lib/scheduling/location.ts";
import { messages } from "$lib/i18n/messages.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { joinView } from "$lib/server/views/join-view.ts";
import { daysView } from "$lib/server/views/calendar-view.ts";
import { readHostCalendar } from "$lib/server/views/host-calendar.ts";
import { readSoon } from "../../../src/routes/dashboard/soon-meetings.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";

const link: Location = { kind: "link", value: "https://meet.example.org/ada" };

/** A meeting at a place, agreed at once. */
async function agreed(location: Location, phone?: string) {
  const { app, host } = await town({ type: { slug: "talk", decision: "instant", location } });
  const { guest } = bookingRequest();
  const asked = await ask(app, { slug: "talk", guest: phone ? { ...guest, phone } : guest });
  return { app, host, booking: asked.booking };
}

Deno.test("join: a web link is joined, a guest's number called, and both can be copied", async () => {
  const online = await agreed(link);
  assert.deepEqual(joinView(online.booking, online.host, online.app.now()), {
    href: "https://meet.example.org/ada",
    isCall: false,
    label: "Join",
    copy: { value: "https://meet.example.org/ada", label: "Copy link" },
  });
  const german = joinView(online.booking, { language: "de" }, online.app.now());
  assert.deepEqual([german?.label, german?.copy.label], ["Teilnehmen", "Link kopieren"]);

  const call = await agreed({ kind: "call-guest" }, "+49 30 901820");
  assert.deepEqual(joinView(call.booking, call.host, call.app.now()), {
    href: "tel:+4930901820",
    isCall: true,
    label: "Call",
    copy: { value: "+4930901820", label: "Copy number" },
  });
});

Deno.test("join: nothing where people come, where the guest calls, before it is agreed on and after its end", async () => {
  for (
    const location of [
      { kind: "address", value: "Torstraße 12" },
      { kind: "phone", value: "+1 555 0100" },
      { kind: "google-meet" },
    ] satisfies Location[]
  ) {
    const { app, host, booking } = await agreed(location);
    using _ = app;
    assert.equal(joinView(booking, host, app.now()), null, location.kind);
  }
  const { app, host, booking } = await agreed(link);
  using _ = app;
  assert.equal(joinView({ ...booking, status: "PENDING" }, host, app.now()), null);
  assert.equal(joinView({ ...booking, status: "CANCELLED" }, host, app.now()), null);
  assert(joinView(booking, host, booking.end - 1));
  assert.equal(joinView(booking, host, booking.end), null);
});

Deno.test("join: what begins within a quarter of an hour is sent to the overview, shown ten minutes before", async () => {
  const { app, host, booking } = await agreed(link);
  assert.deepEqual(await readSoon(app.kv, host, mondayTen - 16 * MINUTE), []);
  const [soon, ...others] = await readSoon(app.kv, host, mondayTen - 14 * MINUTE);
  assert.deepEqual(others, []);
  assert.equal(soon?.id, booking.id);
  assert.equal(soon?.from, mondayTen - 10 * MINUTE);
  assert.equal(soon?.who, "Grace Hopper");
  assert.equal(soon?.details, "10:00–10:30 · talk");
  assert.equal((await readSoon(app.kv, host, booking.end - 1)).length, 1);
  assert.deepEqual(await readSoon(app.kv, host, booking.end), []);
});

Deno.test("join: guests who share a slot are joined once, and found behind a page of those who are over", async () => {
  const { app, host } = await town({
    type: { slug: "class", decision: "instant", location: link, seats: 40, durations: [15] },
  });
  const { guest } = bookingRequest();
  const takes = async (n: number, start: number) => {
    const email = `guest${n}@example.com`;
    await ask(app, { slug: "class", start, guest: { ...guest, email } });
  };
  for (let n = 0; n < 27; n++) await takes(n, mondayTen);
  for (let n = 30; n < 33; n++) await takes(n, mondayTen + 30 * MINUTE);
  const soon = await readSoon(app.kv, host, mondayTen + 25 * MINUTE);
  assert.deepEqual(soon.map(({ who }) => who), ["3 guests"]);
});

Deno.test("join: the week has the link beside its booking, a page without a sign-in has not", async () => {
  const { app, host, booking } = await agreed(link);
  const span = { start: mondayTen - 9 * HOUR, end: mondayTen + 15 * HOUR };
  const calendar = await readHostCalendar(app, host, span);
  const reader = { host, now: app.now(), words: messages("en").dashboard.calendar };
  const shown = (isLinked: boolean) =>
    daysView(
      calendar,
      { dates: ["2026-11-02"], hours: "used", leastMinutes: 30, isLinked },
      reader,
    ).days[0]!.items.find(({ id }) => id === booking.slot)?.join;
  assert.deepEqual(shown(true), {
    href: "https://meet.example.org/ada",
    isCall: false,
    label: "Join: Grace Hopper",
  });
  assert.equal(shown(false), undefined);
});
