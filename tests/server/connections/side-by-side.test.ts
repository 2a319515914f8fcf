/** The calendars of one account are read side by side, as far as its server has room. */
import assert from "node:assert/strict";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { CalendarError, type Changes } from "$lib/server/calendars/calendar.ts";
import { syncConnection } from "$lib/server/connections/index.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { sampleCalendar, sampleConnection } from "../../support/sample-connection.ts";
import { unavailableCalendar } from "../../support/stub-calendar.ts";
import { addHost, configuredApp } from "../../support/town.ts";

const ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
const server = "calendar.example";
const nothing: Changes = {
  isFullSync: true,
  objects: [],
  removed: [],
  cursor: null,
  unreadable: [],
};

/** Ada's account with ten unread calendars; each reading says its name to `answer` and how many are going on. */
async function tenCalendars(answer: (id: string, running: number) => Promise<void> | void) {
  let running = 0;
  const read: string[] = [];
  const calendar = {
    ...unavailableCalendar,
    async changes(id: string) {
      running++;
      try {
        // Until whatever can begin has begun.
        await new Promise((resolve) => setTimeout(resolve, 0));
        await answer(id, running);
        read.push(id);
        return nothing;
      } finally {
        running--;
      }
    },
  };
  const app = await configuredApp({ openCalendar: () => Promise.resolve(calendar) });
  const host = await addHost(app);
  const connection = sampleConnection({
    hostId: host.id,
    calendars: ids.map((id) => sampleCalendar({ id, name: id })),
  });
  const named = ids.map((id) => calendarKey({ connectionId: connection.id, calendarId: id }));
  await app.kv.set(keys.connection(host.id, connection.id), connection);
  const calendars = Object.fromEntries(named.map((key) => [key, unreadCalendar(`new ${key}`)]));
  await app.kv.set(keys.guard(host.id), { version: 1, calendars });
  const states = async () => (await getGuard(app.kv, host.id)).guard.calendars;
  return { app, connection, read, states };
}

Deno.test("syncConnection: ten calendars are read two at a time, each once", async () => {
  let most = 0;
  const { app, connection, read, states } = await tenCalendars((_, running) => {
    most = Math.max(most, running);
    assert(running < 2 || !app.requestPacing.hasCapacity(server), "both places are counted");
  });
  using _ = app;
  assert.equal((await syncConnection(app, connection)).failingSince, null);
  assert.deepEqual([most, read.toSorted()], [2, ids]);
  for (const state of Object.values(await states())) assert.notEqual(state.syncedAt, null);
});

Deno.test("syncConnection: a calendar that fails does not keep the others from being read", async () => {
  const { app, connection, states } = await tenCalendars((id) => {
    if (id === "c") throw new CalendarError("try-again", "server-error");
  });
  assert.notEqual((await syncConnection(app, connection)).failingSince, null);
  const failing = Object.entries(await states()).filter(([, { failure }]) => failure !== null);
  assert.deepEqual(failing.map(([key]) => key), [`${connection.id}:c`]);
});

Deno.test("syncConnection: once the server asks to wait, no further calendar is begun", async () => {
  const { app, connection, read } = await tenCalendars((id) => {
    if (id === "b") throw new CalendarError("try-again", "busy", "", 60);
  });
  assert((await syncConnection(app, connection)).pausedForMs > 0);
  assert(read.length <= 2, `${read} were read`);
});

Deno.test("syncConnection: where another account uses the server, one calendar is read at a time", async () => {
  let most = 0;
  const { app, connection, read } = await tenCalendars((_, running) => {
    most = Math.max(most, running);
  });
  using _ = app;
  const { promise, resolve } = Promise.withResolvers<void>();
  const other = app.requestPacing.run(server, () => promise);
  await syncConnection(app, connection);
  resolve();
  await other;
  assert.deepEqual([most, read.toSorted()], [1, ids]);
});
