import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { writeCalendar } from "$lib/server/jobs/write-calendar.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { pendingBooking } from "../../support/sample-booking.ts";
import { noon } from "../../support/test-app.ts";
import type { Quirk } from "../../support/caldav/faulty-responses.ts";
import { openFaultySetup } from "../../support/caldav/host-with-faulty-server.ts";

const elsewhere = ["DTSTART:20261204T090000Z", "DURATION:PT1H"];

/** A step outside the process: what a request or a commit did stays, whatever becomes of the program. */
interface Death {
  step: number;
  side: "before" | "after";
}

/** Runs work that dies at a step, at one side of it; false when it has no such step. */
async function dies(death: Death, steps: Steps, work: () => Promise<unknown>): Promise<boolean> {
  steps.death = death;
  steps.count = 0;
  try {
    await work();
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  } finally {
    steps.death = null;
  }
}

class Killed extends Error {}

interface Steps {
  count: number;
  death: Death | null;
}

/** Does one step, unless the program dies first; or dies with the step done and nobody told. */
async function step<T>(steps: Steps, act: () => Promise<T>): Promise<T> {
  const isHere = ++steps.count === steps.death?.step;
  if (isHere && steps.death?.side === "before") throw new Killed();
  const done = await act();
  if (isHere) throw new Killed();
  return done;
}

/** Ada with a booking, and a write of it that can die at any step. */
async function writing(odd: Quirk[]) {
  const steps: Steps = { count: 0, death: null };
  const errors = await openFaultySetup(elsewhere);
  const { app, host, server, connection } = errors;
  for (const each of odd) server.quirks.add(each);
  const send = app.fetch;
  app.fetch = (...requested) => step(steps, () => send(...requested));
  const { commit } = Deno.AtomicOperation.prototype;
  Deno.AtomicOperation.prototype.commit = function () {
    return step(steps, () => commit.call(this));
  };
  const booking = pendingBooking({ hosts: [host.id], status: "CONFIRMED", reservedUntil: null });
  const work = {
    kind: "write-calendar" as const,
    bookingId: booking.id,
    hostId: host.id,
    connectionId: connection.id,
  };
  return {
    ...errors,
    steps,
    booking,
    store: (change: Partial<Booking>) =>
      app.kv.set(keys.booking(booking.id), shortenBooking({ ...booking, ...change })),
    write: () => writeCalendar(app, newJob({ hostId: host.id, work, dueAt: noon }, noon)),
    /** Starts of its entries, in whatever file they stand. */
    entries: () =>
      [...server.objects.values()].filter((text) => text.includes(booking.uid)).map((text) =>
        /BEGIN:VEVENT.*?DTSTART[^:]*:(\w+)/s.exec(text)?.[1]
      ),
    async [Symbol.asyncDispose]() {
      Deno.AtomicOperation.prototype.commit = commit;
      await errors[Symbol.asyncDispose]();
    },
  };
}

const oddities: Quirk[][] = [[], ["no-etag"], ["no-conditions", "no-etag", "200"]];
const sides = ["before", "after"] as const;
const names = (odd: Quirk[]) => odd.join(", ") || "as the standard says";

for (const odd of oddities) {
  Deno.test(`writeCalendar: killed at any step, it loses and doubles nothing (${names(odd)})`, async () => {
    const killed = { create: 0, change: 0, removal: 0 };
    for (const kind of ["create", "change", "removal"] as const) {
      for (const side of sides) {
        for (let number = 1;; number++) {
          await using run = await writing(odd);
          const { booking, store, write, steps, entries } = run;
          const later = { start: booking.start + HOUR, end: booking.end + HOUR, sequence: 1 };
          await store({});
          if (kind !== "create") assert.deepEqual(await write(), { state: "done" });
          if (kind === "change") await store({ revision: 2, ...later });
          if (kind === "removal") await store({ revision: 2, status: "CANCELLED" });
          const before = entries();

          const died = await dies({ step: number, side }, steps, write);
          if (died) killed[kind]++;
          assert.deepEqual(await write(), { state: "done" }, `${kind} ${side} ${number}`);
          const after = entries();
          const wanted = kind === "create" ? 1 : before.length - (kind === "removal" ? 1 : 0);
          assert.equal(after.length, wanted, `${kind} ${side} step ${number}`);
          if (kind === "change") assert.notDeepEqual(after, before);
          assert.deepEqual(
            await Array.fromAsync(run.app.kv.list({ prefix: keys.writeIntentsOf(booking.id) })),
            [],
          );
          if (!died) break;
        }
      }
    }
    assert(killed.create >= 6 && killed.change >= 6 && killed.removal >= 4, JSON.stringify(killed));
  });
}

Deno.test("writeCalendar: who writes elsewhere while a write waits has the entry there, and only there", async () => {
  for (const arrived of [true, false]) {
    await using first = await writing([]);
    await using second = await writing([]);
    const { app, host, booking, store, write, steps, entries } = first;
    await store({});
    // The first write dies, with the entry in the calendar or without it.
    const sending = 2;
    assert(await dies({ step: sending, side: arrived ? "after" : "before" }, steps, write));
    assert.equal(entries().length, arrived ? 1 : 0);

    const other = { ...second.connection, hostId: host.id };
    const sealed = await app.sealer.seal("hunter2", `connection ${host.id} ${other.id}`);
    await app.kv.set(keys.connection(host.id, other.id), { ...other, sealed });
    const writesTo = { connectionId: other.id, calendarId: second.server.calendar };
    const stored = (await app.kv.get<typeof host>(keys.host(host.id))).value;
    await app.kv.set(keys.host(host.id), { ...stored, targetCalendar: writesTo });
    assert.deepEqual(await write(), { state: "done" });
    assert.deepEqual(await write(), { state: "done" });
    assert.equal(entries().length, 0);
    assert.equal(
      [...second.server.objects.values()].filter((t) => t.includes(booking.uid)).length,
      1,
    );
  }
});

Deno.test("writeCalendar: cancelled before anybody knows whether it arrived, it stands nowhere", async () => {
  await using run = await writing([]);
  const { app, host, server, connection, store, write, steps, entries } = run;
  await store({});
  assert(await dies({ step: 2, side: "after" }, steps, write));
  // Meanwhile the host writes to another calendar of the same account.
  const writesTo = { connectionId: connection.id, calendarId: `${server.address}/dav/other/` };
  const stored = (await app.kv.get<typeof host>(keys.host(host.id))).value;
  await app.kv.set(keys.host(host.id), { ...stored, targetCalendar: writesTo });
  await store({ revision: 2, status: "CANCELLED" });
  assert.deepEqual(await write(), { state: "done" });
  assert.deepEqual(entries(), []);
});

Deno.test("writeCalendar: begun in one calendar and ended in another of the account, it is in the other alone", async () => {
  await using run = await writing([]);
  const { app, host, server, connection, store, write, steps, booking } = run;
  await store({});
  assert(await dies({ step: 2, side: "after" }, steps, write));
  const writesTo = { connectionId: connection.id, calendarId: `${server.address}/dav/other/` };
  const stored = (await app.kv.get<typeof host>(keys.host(host.id))).value;
  await app.kv.set(keys.host(host.id), { ...stored, targetCalendar: writesTo });
  assert.deepEqual(await write(), { state: "done" });
  const places = [...server.objects].filter(([, text]) => text.includes(booking.uid));
  assert.deepEqual(places.map(([path]) => path.split("/")[2]), ["other"]);
});
