import assert from "node:assert/strict";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import {
  type Calendar,
  CalendarError,
  type Changes,
  type KnownObjects,
} from "$lib/server/calendars/calendar.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import { freshness, unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { syncConnection } from "$lib/server/connections/index.ts";
import { renewCredentials } from "$lib/server/connections/refresh-connection.ts";
import { edit } from "$lib/server/hosts/profile.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { granted } from "../../support/granted.ts";
import { noon, type TestApp } from "../../support/test-app.ts";
import { addEventType, town } from "../../support/town.ts";

const key = "connection:work";
const busy = { start: noon + DAY, end: noon + 2 * DAY };

/** Ada with one calendar, whose server lists what `list` says. */
async function read(list: (window: Span, known?: KnownObjects) => Changes | Promise<Changes>) {
  const silent = () => Promise.reject(new Error("this test only reads"));
  const calendar: Calendar = {
    list: silent,
    changes: async (_id, window, _cursor, known) => await list(window, known),
    busy: silent,
    find: silent,
    put: silent,
    remove: silent,
  };
  const { app, host } = await town({
    app: { openCalendar: () => Promise.resolve(calendar) },
    calendar: [busy],
  });
  return { app, host, readNow: () => readAgain(app, host), state: () => stateOf(app, host) };
}

async function readAgain(app: TestApp, host: Host) {
  const connection = await getConnection(app.kv, host.id, "connection");
  assert(connection);
  await syncConnection(app, connection);
}

async function stateOf(app: TestApp, host: Host) {
  const { guard } = await getGuard(app.kv, host.id);
  const state = guard.calendars[key];
  assert(state);
  return state;
}

const nothing: Changes = {
  isFullSync: true,
  objects: [],
  removed: [],
  cursor: null,
  unreadable: [],
};

async function moveTo(app: TestApp, host: Host, zone: string) {
  const { name, hourCycle, revision } = (await getHost(app.kv, host.id))!;
  await granted(edit(app, host.id, revision, { name, zone, hourCycle }));
}

Deno.test("syncConnection: an observer gets what is known, so that only changes are read", async () => {
  const passed = await read((_window, known) => {
    requested.push(known !== undefined);
    return nothing;
  });
  const requested: boolean[] = [];
  await passed.readNow();
  assert.deepEqual(requested, [true]);
});

Deno.test("syncConnection: reads as far as the last date that a type offers", async () => {
  let end = 0;
  const { app, host, readNow, state } = await read((window) => {
    end = window.end;
    return nothing;
  });
  const type = await addEventType(app, host, { slug: "far", bookingWindowUntil: "2027-08-01" });
  await readNow();
  const last = bookingWindowEnd(type, noon, host.zone);
  assert(end >= last, `${new Date(end).toISOString()} is before ${new Date(last).toISOString()}`);
  assert((await state()).syncedUntil >= last);
});

Deno.test("edit: in another zone no sync is fresh until the next one, and busy time stays meanwhile", async () => {
  const { app, host, readNow, state } = await read(() => nothing);
  const fresh = async () => freshness(await state(), app.now(), app.settings.syncIntervalMs);
  assert.equal(await fresh(), "fresh");
  await moveTo(app, host, host.zone);
  assert.equal(await fresh(), "fresh");

  await moveTo(app, host, "America/New_York");
  assert.equal(await fresh(), "stale");
  const { guard } = await getGuard(app.kv, host.id);
  assert.deepEqual(await readBusy(app.kv, host.id, guard, busy), [busy]);
  await readNow();
  assert.equal(await fresh(), "fresh");
});

Deno.test("syncConnection: a sync that began in the host's former zone counts for nothing", async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: answer, resolve: listed } = Promise.withResolvers<Changes>();
  const { app, host, readNow, state } = await read(() => {
    begin();
    return answer;
  });
  const reading = readNow();
  await begun;
  await moveTo(app, host, "America/New_York");
  listed(nothing);
  await reading;
  assert.equal((await state()).syncedAt, null);
});

Deno.test("freshness: a sync from before the clock was set back is not fresh", () => {
  const state = { ...unreadCalendar("g"), syncedAt: noon + DAY, syncedUntil: noon + 90 * DAY };
  assert.equal(freshness(state, noon, HOUR), "stale");
  assert.equal(freshness({ ...state, syncedAt: noon + 1000 }, noon, HOUR), "fresh");
});

Deno.test("renewCredentials: a chosen calendar stays chosen, however many the server lists before it", async () => {
  const { app, host, state } = await read(() => nothing);
  using _ = app;
  const connection = await getConnection(app.kv, host.id, "connection");
  assert(connection);
  const [work] = connection.calendars;
  assert(work);
  const others = Array.from({ length: 50 }, (_, n): CalendarInfo => ({ ...work, id: `c${n}` }));
  assert((await renewCredentials(app, connection, { sealed: "" }, [...others, work])).ok);
  assert.notEqual((await state()).syncedAt, null);
});

Deno.test("syncConnection: an account that cannot be opened fails with a reason, as any other", async () => {
  const { app, host, readNow, state } = await read(() => nothing);
  app.openCalendar = () => Promise.reject(new CalendarError("refused", "provider-off"));
  await readNow();
  assert.equal((await state()).failure?.reason, "provider-off");
  const { guard } = await getGuard(app.kv, host.id);
  assert.deepEqual(await readBusy(app.kv, host.id, guard, busy), [busy]);
});
