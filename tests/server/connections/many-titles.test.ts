import assert from "node:assert/strict";
import type { Calendar, Changes } from "$lib/server/calendars/calendar.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { readBusy } from "../../support/read-busy.ts";
import { testApp, testHost } from "../../support/test-app.ts";

Deno.test("syncCalendar: a change of a calendar with 150,000 titled times is synced", async () => {
  const app = await testApp();
  const host = await testHost(app), id = "work";
  const key = calendarKey({ connectionId: "c".repeat(22), calendarId: id });
  const calendars = { [key]: unreadCalendar("unread-1") };
  await app.kv.set(keys.guard(host.id), { version: 1, calendars });
  const titles = Array.from({ length: 150_000 }, (_, n) => {
    const start = app.now() + Math.floor(n / 800) * DAY + (n % 800) * MINUTE;
    return { start, end: start + MINUTE, title: "t" };
  });
  const span = { start: app.now() + DAY, end: app.now() + 2 * DAY };
  const object = (href: string, given: object) => ({
    href,
    etag: "1",
    uid: href,
    busy: [span],
    bookingId: null,
    approximate: null,
    ...given,
  });
  const answers: Changes[] = [object("many", { titles }), object("one", {})].map((one, n) => ({
    isFullSync: n === 0,
    cursor: "cursor",
    objects: [one],
    removed: [],
    unreadable: [],
  }));
  const no = () => Promise.reject(new Error("not asked in this test"));
  const changes = () => Promise.resolve(answers.shift()!);
  const opened: Calendar = { changes, list: no, busy: no, find: no, put: no, remove: no };
  for (let n = 0; n < 2; n++) {
    assert.equal(await syncCalendar(app, host, { key, id }, opened), "synced");
  }
  const { guard } = await getGuard(app.kv, host.id);
  assert.deepEqual(await readBusy(app.kv, host.id, guard, span), [span]);
});
