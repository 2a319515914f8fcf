import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted } from "../../support/granted.ts";
import { noon } from "../../support/test-app.ts";
import { ask, mondayTen } from "../../support/town.ts";
import {
  connected,
  type Provider,
  type ProviderTown,
  providerTown,
} from "../../support/provider-hosts.ts";

const window = { start: noon, end: noon + 30 * DAY };
const googleWork = "work@group.calendar.google.com", graphWork = "AAMkAG-work=";

/** The host puts an entry to another time, at the provider. */
function drag(
  { google, graph }: ProviderTown,
  provider: Provider,
  { uid }: Booking,
  start: number,
): void {
  const end = start + 30 * MINUTE;
  if (provider === "google") {
    const id = firstEventIdOf(uid);
    const stored = google.calendars.get(googleWork)!.events.get(id)!.resource;
    const at = (instant: number) => ({ dateTime: new Date(instant).toISOString() });
    google.putRaw(googleWork, id, { ...stored, start: at(start), end: at(end) });
    return;
  }
  const [id = "", stored] =
    [...graph.events].find(([, { resource, removed }]) =>
      !removed && String(resource.transactionId).startsWith(uid)
    ) ?? [];
  const at = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  graph.putRaw(graphWork, id, { ...stored?.resource, start: at(start), end: at(end) });
}

/** When the entry of a booking stands at a provider; null when it is not there. */
function entryAt({ google, graph }: ProviderTown, provider: Provider, { uid }: Booking) {
  if (provider === "google") {
    const stored = google.calendars.get(googleWork)?.events.get(firstEventIdOf(uid))?.resource;
    if (!stored || stored.status === "cancelled") return null;
    return Date.parse((stored.start as { dateTime: string }).dateTime);
  }
  const found = [...graph.events.values()].filter(({ removed, resource }) =>
    !removed && String(resource.transactionId).startsWith(uid)
  );
  assert.ok(found.length <= 1, "one event at most");
  const [stored] = found;
  return stored ? Date.parse(`${(stored.resource.start as { dateTime: string }).dateTime}Z`) : null;
}

for (const provider of ["google", "microsoft"] as const) {
  Deno.test(`two-way sync with ${provider}: written once over outages, moved and removed from either side`, async () => {
    await using given = await providerTown();
    const { app, ada, google, graph } = given;
    const fake = provider === "google" ? google : graph;
    const connection = await connected(given, provider);
    const runner = openJobRunner(app, jobHandlers);
    const read = async () => {
      await runner.drain();
      await connections.syncNow(app, ada.id, connection.id);
      await runner.drain();
    };
    const agreed = async (start: number) => {
      const { id, revision } = (await ask(app, { start })).booking;
      const decision = { hostId: ada.id, revision, message: "", force: true };
      return await granted(bookings.confirm(app, id, decision));
    };
    const get = async (id: string) => (await getBooking(app.kv, id))!;

    // The provider is down while the host says yes: written later, once.
    fake.fault = { status: 503 };
    const booking = await agreed(mondayTen);
    await runner.drain();
    assert.equal(entryAt(given, provider, booking), null);
    fake.fault = null;
    app.at(app.now() + HOUR);
    await read();
    assert.equal(entryAt(given, provider, booking), mondayTen);

    // Written before a crash that lost the record of it: still one event.
    await app.kv.delete(keys.calendarEntry(booking.id, connection.id));
    await granted(bookings.reschedule(app, booking.id, {
      by: { actor: "host", hostId: ada.id, force: false },
      start: mondayTen + HOUR,
      revision: null,
      key: null,
    }));
    await read();
    assert.equal(entryAt(given, provider, booking), mondayTen + HOUR);
    const { guard } = await getGuard(app.kv, ada.id);
    const busy = await readBusy(app.kv, ada.id, guard, window);
    assert.deepEqual(busy.map(({ bookingId }) => bookingId), [booking.id]);

    // The host drags it: the booking follows, and what is written then changes nothing more.
    drag(given, provider, booking, mondayTen + 3 * HOUR);
    await read();
    const moved = await get(booking.id);
    assert.deepEqual([moved.start, moved.changedBy], [mondayTen + 3 * HOUR, "calendar"]);
    await read();
    await read();
    assert.equal((await get(booking.id)).revision, moved.revision);

    // The consent is over while a change waits: nothing is lost, and it goes through once there is a new one.
    fake.oauth.revoke();
    const second = await agreed(mondayTen + 5 * HOUR);
    await runner.drain();
    assert.equal(entryAt(given, provider, second), null);
    assert.equal((await connected(given, provider, connection.id)).id, connection.id);
    await runner.drain();
    assert.equal(entryAt(given, provider, second), second.start);
    await read();

    // Deleted there: cancelled when it is still gone after the grace. Cancelled here: gone there.
    fake.delete(provider === "google" ? googleWork : graphWork, booking.uid);
    await read();
    assert.equal((await get(booking.id)).status, "CONFIRMED");
    app.at(app.now() + 11 * MINUTE);
    await read();
    assert.equal((await get(booking.id)).status, "CANCELLED");
    const by = { actor: "host" as const, hostId: ada.id };
    assert.ok((await bookings.cancel(app, second.id, { by, reason: "", revision: null })).ok);
    await read();
    assert.equal(entryAt(given, provider, second), null);
    await runner.stop(1_000);
  });

  Deno.test(`writeCalendar: an entry moved to another calendar at ${provider} is changed and removed there`, async () => {
    await using given = await providerTown();
    const { app, ada, google, graph } = given;
    const home = google.addCalendar("home");
    graph.addCalendar("home");
    const connection = await connected(given, provider);
    const runner = openJobRunner(app, jobHandlers);
    const { id, revision } = (await ask(app)).booking;
    const decision = { hostId: ada.id, revision, message: "", force: true };
    const booking = await granted(bookings.confirm(app, id, decision));
    await runner.drain();
    await connections.syncNow(app, ada.id, connection.id);
    assert.equal(entryAt(given, provider, booking), booking.start);

    const place = firstEventIdOf(booking.uid);
    if (provider === "google") {
      const { resource } = google.calendars.get(googleWork)!.events.get(place)!;
      google.putRaw(home, place, resource);
      google.delete(googleWork, booking.uid);
    } else for (const stored of graph.events.values()) stored.calendarId = "AAMkAG-home=";
    const atHome = () => google.calendars.get(home)?.events.get(place)?.resource;

    const by = { actor: "host" as const, hostId: ada.id };
    const start = mondayTen + HOUR;
    const input = { by: { ...by, force: false }, start, revision: null, key: null };
    assert.ok((await bookings.reschedule(app, id, input)).ok);
    await runner.drain();
    if (provider === "google") {
      assert.equal(entryAt(given, provider, booking), null, "one entry, not two");
      assert.equal(
        (atHome()?.start as { dateTime: string }).dateTime,
        new Date(start).toISOString(),
      );
    } else assert.equal(entryAt(given, provider, booking), start);
    assert.ok((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
    await runner.drain();
    assert.equal(entryAt(given, provider, booking), null);
    assert.ok(["cancelled", undefined].includes(atHome()?.status as string | undefined));
    await runner.stop(1_000);
  });

  Deno.test(`syncConnection: whatever ${provider} answers, known busy time stays`, async () => {
    await using given = await providerTown();
    const { app, ada, google, graph } = given;
    const fake = provider === "google" ? google : graph;
    const calendarId = provider === "google" ? googleWork : graphWork;
    fake.put(calendarId, "lesson", ["DTSTART:20261104T090000Z", "DURATION:PT1H"]);
    const connection = await connected(given, provider);
    const busy = async () => {
      const { guard } = await getGuard(app.kv, ada.id);
      return await readBusy(app.kv, ada.id, guard, window);
    };
    const failing = async () =>
      Object.values((await getGuard(app.kv, ada.id)).guard.calendars)[0]?.failure;
    const known = await busy();
    assert.equal(known.length, 1);
    for (const status of [400, 401, 403, 404, 410, 412, 429, 500, 503]) {
      fake.fault = { status };
      await connections.syncConnection(app, connection);
      assert.deepEqual(await busy(), known, String(status));
    }
    for (
      const body of [
        "",
        "<html>",
        "{}",
        '{"items":[{}],"value":[{}]}',
        '{"items":[],"value":[]}',
        "[]",
        "null",
      ]
    ) {
      fake.fault = { status: 200, body };
      await connections.syncConnection(app, connection);
      assert.deepEqual(await busy(), known, body);
      assert.notEqual(await failing(), null, body);
    }
    fake.fault = null;
    await connections.syncConnection(app, connection);
    assert.deepEqual(await busy(), known);
  });
}
