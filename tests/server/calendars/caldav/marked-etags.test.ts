/** Servers and proxies that write one version of an event in several ways, by method and by compression. */
import assert from "node:assert/strict";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import * as connections from "$lib/server/connections/index.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { uidOf } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { openFaultySetup } from "../../../support/caldav/host-with-faulty-server.ts";
import { account, against, lesson, lines, window } from "../../../support/caldav/faulty-account.ts";
import { marks, startMarkingProxy } from "../../../support/caldav/marking-proxy.ts";
import { radicaleSubject } from "../../../support/caldav/radicale-subject.ts";
import { startFaultyServer } from "../../../support/caldav/faulty-server.ts";
import { granted } from "../../../support/granted.ts";
import { noon } from "../../../support/test-app.ts";
import { keepsTheContract } from "../contract.ts";

for (const name of ["Apache, x-gzip", "written ones, too", "another for each method read"]) {
  const mark = marks[name]!;
  keepsTheContract(`Radicale, its ETags: ${name}`, () => radicaleSubject(mark), "radicale");
}

const event: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 0,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  ...lesson,
  zone: "UTC",
  title: "x",
  description: "",
  location: "",
  join: null,
  conference: null,
  organizer: null,
  attendees: [],
  alarmMinutes: null,
  dtstamp: noon,
};
const later = { ...event, start: lesson.end, end: lesson.end + HOUR };

for (const [name, mark] of Object.entries(marks)) {
  Deno.test(`put: an entry is moved, and another's change is seen, with ETags: ${name}`, async () => {
    await against(async (server, fetch) => {
      await using proxy = startMarkingProxy(server.address, mark);
      const id = `${proxy.address}/dav/work/`;
      const calendar = openCaldav(fetch, { ...account(server), url: id });
      const written = await calendar.put(id, event);
      const found = (await calendar.find(id, event.uid))!;
      assert.equal(found.start, event.start);
      await calendar.put(id, { ...later, sequence: 1 }, found);
      assert.equal((await calendar.find(id, event.uid))?.start, later.start);
      await assert.rejects(calendar.put(id, event, written), { kind: "changed" });
      await calendar.put(id, { ...event, sequence: 2 });
      const seen = (await calendar.find(id, event.uid))!;
      const path = new URL(seen.href).pathname;
      server.put(path.split("/").at(-1)!.replace(/\.ics$/, ""), lines);
      await assert.rejects(calendar.put(id, later, seen), { kind: "changed" });
    });
  });

  Deno.test(`changes: an object read by itself is not read again, with ETags: ${name}`, async () => {
    await against(async (server, fetch) => {
      await using proxy = startMarkingProxy(server.address, mark);
      const id = `${proxy.address}/dav/work/`;
      const calendar = openCaldav(fetch, { ...account(server), url: id });
      server.hides = "object";
      const first = await calendar.changes(id, window, null);
      assert.equal(first?.objects.length, 1);
      const stored = new Map(first!.objects.map(({ href, etag }) => [href, etag]));
      server.put("other", ["DTSTART:20261105T090000Z", "DURATION:PT1H"]);
      const known = { etags: () => Promise.resolve(stored) };
      const next = await calendar.changes(id, window, first!.cursor, known);
      assert.deepEqual(next?.objects.map(({ uid }) => uid), ["other"]);
    });
  });

  Deno.test(`runWriteCheck: every step succeeds with ETags: ${name}`, async () => {
    await using server = await startFaultyServer(lines);
    await using proxy = startMarkingProxy(server.address, mark);
    await using setup = await openFaultySetup(lines, {}, {
      ...server,
      calendar: `${proxy.address}/dav/work/`,
    });
    const { app, host, connection } = setup;
    const done = await granted(connections.runWriteCheck(app, host.id, connection.id));
    assert.deepEqual(done.steps.map(({ reason }) => reason), [null, null, null, null, null]);
  });
}
