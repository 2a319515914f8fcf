/** A host's calendar at a server that reports changes, for tests of readings. */
import assert from "node:assert/strict";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { readBusy } from "../read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { noon, type TestApp, testApp, testHost } from "../test-app.ts";
import { type FaultyServer, startFaultyServer } from "./faulty-server.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** What the tests ask for. */
export const window = { start: noon, end: noon + 60 * DAY };
/** Lines of an event of an hour on a day of November. */
export const onDay = (
  day: number,
) => [`DTSTART:202611${String(day).padStart(2, "0")}T090000Z`, "DURATION:PT1H"];

export interface Followed {
  server: FaultyServer;
  app: TestApp;
  fetch: OutboundFetch;
  read(): Promise<string>;
  busyDays(): Promise<number[]>;
  state(): Promise<CalendarState>;
}

/** Reads it once with the events of days 4, 5 and 6. */
export async function followed(test: (given: Followed) => Promise<void>) {
  await using server = await startFaultyServer(onDay(4));
  const client = openHttpClient();
  using app = await testApp();
  try {
    server.sync = { token: "n" };
    server.put("b", onDay(5));
    server.put("c", onDay(6));
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: client.connect });
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    const account = {
      url: server.calendar,
      user: "alice",
      password: "p",
      zone: "UTC",
      ownAddresses: [],
    };
    const calendar = openCaldav(fetch, account);
    const read = () => syncCalendar(app, host, { key: "work", id: server.calendar }, calendar);
    const busyDays = async () => {
      const { guard } = await getGuard(app.kv, host.id);
      return (await readBusy(app.kv, host.id, guard, window))
        .map(({ start }) => new Date(start).getUTCDate());
    };
    const state = async () => (await getGuard(app.kv, host.id)).guard.calendars.work!;
    assert.equal(await read(), "synced");
    assert.deepEqual(await busyDays(), [4, 5, 6]);
    // Marks that count are believed at the second look.
    await read();
    server.fetched.length = 0;
    await test({ server, app, fetch, read, busyDays, state });
  } finally {
    client.close();
  }
}
