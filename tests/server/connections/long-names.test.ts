import assert from "node:assert/strict";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import type { Calendar, Changes } from "$lib/server/calendars/calendar.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { readBusy } from "../../support/read-busy.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { testApp, testHost } from "../../support/test-app.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

const connectionId = "c".repeat(22);
const long = `https://dav.example/${"ф".repeat(1000)}/`;

Deno.test("calendarKey: a long name makes a key that the store accepts; usual names stay readable", () => {
  assert.equal(calendarKey({ connectionId, calendarId: "/work/" }), `${connectionId}:/work/`);
  const key = calendarKey({ connectionId, calendarId: long });
  assert(key.startsWith(`${connectionId}:`) && key.length < 80);
  assert.notEqual(key, calendarKey({ connectionId, calendarId: `${long}x` }));
});

Deno.test("a calendar with an endless name is synced, and its busy time blocks", async () => {
  const app = await testApp();
  const host = await testHost(app);
  const span = { start: app.now() + HOUR, end: app.now() + 2 * HOUR };
  const key = calendarKey({ connectionId, calendarId: long });
  const unread = unreadCalendar("unread-1");
  await app.kv.set(keys.guard(host.id), { version: 1, calendars: { [key]: unread } });
  const event = {
    href: `${long}1.ics`,
    etag: "1",
    uid: "u",
    busy: [span],
    bookingId: null,
    approximate: null,
  };
  const changes: Changes = {
    isFullSync: true,
    cursor: null,
    objects: [event],
    removed: [],
    unreadable: [],
  };
  const no = () => Promise.reject(new Error("not asked in this test"));
  const opened: Calendar = {
    changes: () => Promise.resolve(changes),
    list: no,
    busy: no,
    find: no,
    put: no,
    remove: no,
  };
  assert.equal(await syncCalendar(app, host, { key, id: long }, opened), "synced");
  const { guard } = await getGuard(app.kv, host.id);
  assert.deepEqual(await readBusy(app.kv, host.id, guard, span), [span]);
});
