import assert from "node:assert/strict";
import * as connections from "$lib/server/connections/index.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { addAccount, keyOfCalendar } from "../../support/calendar-states.ts";
import { granted } from "../../support/granted.ts";
import { addHost, town } from "../../support/town.ts";

/** Two accounts: work with two calendars that block time, home with one that does not. */
async function twoAccounts() {
  const { app, host } = await town();
  const work = await addAccount(app, host, { label: "Work" }, [
    { name: "Office", events: 3 },
    { name: "Holidays", events: 1, writable: false },
  ]);
  const home = await addAccount(app, host, { label: "Home" }, [{ name: "Family", blocks: false }]);
  const ref = (account: typeof work, n: number) => ({
    connectionId: account.id,
    calendarId: account.calendars[n]!.id,
  });
  const shown = [ref(work, 0), ref(work, 1), ref(home, 0)];
  const blocking = async () =>
    Object.keys((await getGuard(app.kv, host.id)).guard.calendars).sort();
  return { app, host, work, home, ref, shown, blocking };
}

Deno.test("chooseAllCalendars: sets the calendars of every account and the target at once", async () => {
  const { app, host, work, home, ref, shown, blocking } = await twoAccounts();
  await granted(connections.chooseAllCalendars(app, host.id, {
    shown,
    blocking: [ref(work, 0), ref(home, 0)],
    target: ref(home, 0),
  }));
  assert.deepEqual(await blocking(), [keyOfCalendar(work, 0), keyOfCalendar(home, 0)].sort());
  assert.deepEqual((await getHost(app.kv, host.id))?.targetCalendar, ref(home, 0));
  assert.equal((await getConnection(app.kv, host.id, work.id))?.calendars[1]?.blocks, false);

  await granted(connections.chooseAllCalendars(app, host.id, {
    shown,
    blocking: [ref(work, 0), ref(home, 0)],
  }));
  assert.deepEqual((await getHost(app.kv, host.id))?.targetCalendar, ref(home, 0));
  const unchanged = await getConnection(app.kv, host.id, home.id);
  assert.equal(unchanged?.revision, 2, "what stays is not written again");
});

Deno.test("chooseAllCalendars: a calendar that was not shown stays as it is", async () => {
  const { app, host, work, ref, blocking } = await twoAccounts();
  const before = await blocking();
  await granted(connections.chooseAllCalendars(app, host.id, {
    shown: [ref(work, 1)],
    blocking: [ref(work, 1)],
    target: null,
  }));
  assert.deepEqual(await blocking(), before);
});

Deno.test("chooseAllCalendars: a foreign account, a read-only target or too many change nothing", async () => {
  const { app, host, work, ref, shown, blocking } = await twoAccounts();
  using _ = app;
  const other = await addHost(app, { preferredUsername: "eve", email: "eve@example.org" });
  const foreign = await addAccount(app, other, { label: "Eve" }, [{ name: "Eve", events: 1 }]);
  const many = await addAccount(
    app,
    host,
    { label: "Many" },
    Array.from({ length: 41 }, (_, n) => ({ name: `Calendar ${n}`, blocks: false })),
  );
  const before = await blocking();
  const refusals = [
    { shown: [...shown, ref(foreign, 0)], blocking: [] },
    { shown, blocking: [ref(foreign, 0)] },
    { shown, blocking: [], target: ref(foreign, 0) },
    { shown, blocking: [], target: ref(work, 1) },
    {
      shown: many.calendars.map((_, n) => ref(many, n)),
      blocking: many.calendars.map((_, n) => ref(many, n)),
    },
  ];
  for (const choices of refusals) {
    const done = await connections.chooseAllCalendars(app, host.id, choices);
    assert.equal(done.ok, false);
    assert.deepEqual(await blocking(), before);
    assert.equal((await getHost(app.kv, host.id))?.targetCalendar ?? null, null);
  }
  const eves = await getConnection(app.kv, other.id, foreign.id);
  assert.equal(eves?.calendars[0]?.blocks, true);
});

Deno.test("chooseAllCalendars: parallel choices leave guard and connections in one mind", async () => {
  const { app, host, work, home, ref, shown, blocking } = await twoAccounts();
  const done = await Promise.all(
    [[ref(work, 0)], [ref(work, 1)], [ref(home, 0)], []].map((some) =>
      connections.chooseAllCalendars(app, host.id, { shown, blocking: some, target: null })
    ),
  );
  assert.ok(done.every(({ ok }) => ok));
  const chosen = [];
  for (const { id } of [work, home]) {
    const connection = (await getConnection(app.kv, host.id, id))!;
    for (const [n, { blocks }] of connection.calendars.entries()) {
      if (blocks) chosen.push(keyOfCalendar(connection, n));
    }
  }
  assert.deepEqual(await blocking(), chosen.sort());
  assert.ok(chosen.length <= 1);
});
