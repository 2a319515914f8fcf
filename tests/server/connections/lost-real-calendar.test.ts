/** A calendar of a real Radicale is emptied, replaced and restored: bookings stay; a single deletion is followed. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { type TwoWays, twoWays } from "../../support/caldav/two-way-host.ts";
import { requires } from "../../support/required-programs.ts";
import { mondayTen } from "../../support/town.ts";

/** Deletes the calendar and makes it again, with these events. */
async function replace({ radicale, work }: TwoWays, events: Map<string, string> = new Map()) {
  await (await radicale.as("alice", "DELETE", work)).body?.cancel();
  await radicale.makeCalendar("alice", "work");
  for (const [uid, text] of events) {
    const put = await radicale.as("alice", "PUT", `${work}${encodeURIComponent(uid)}.ics`, text);
    await put.body?.cancel();
    assert.ok(put.ok, `PUT ${uid}: ${put.status}`);
  }
}

async function remove({ radicale, work }: TwoWays, { uid }: Booking) {
  const path = `${work}${encodeURIComponent(uid)}.ics`;
  await (await radicale.as("alice", "DELETE", path)).body?.cancel();
}

/** Two syncs, with longer than the grace of a deletion in between. */
async function readTwice(town: TwoWays) {
  await town.read();
  town.app.at(town.app.now() + 11 * MINUTE);
  await town.read();
  await town.read();
}

async function assertKept(town: TwoWays, booked: readonly Booking[], lost: number) {
  for (const { id } of booked) {
    assert.equal((await town.get(id)).status, "CONFIRMED");
    assert.ok(!(await town.emailKinds(id)).includes("guest-cancelled"));
  }
  const connection = await getConnection(town.app.kv, town.host.id, town.connectionId);
  assert.equal(connection?.lostEntries?.entries ?? 0, lost);
}

const meetings = (town: TwoWays, ...hours: number[]) =>
  Promise.all(hours.map((hour) => town.agreed(mondayTen + hour * HOUR)));

async function withTown(run: (town: TwoWays) => Promise<void>) {
  await using town = await twoWays();
  if (town) await run(town);
}

const stories: Record<string, (town: TwoWays) => Promise<void>> = {
  "emptied: all its bookings stay": async (town) => {
    const booked = await meetings(town, 0, 1);
    await town.read();
    await replace(town);
    await readTwice(town);
    await assertKept(town, booked, 2);
  },
  "emptied, with a booking that no sync has seen: all stay": async (town) => {
    const booked = await meetings(town, 0, 1, 2);
    await town.read();
    booked.push(...await meetings(town, 3));
    await town.drain();
    await replace(town);
    await readTwice(town);
    await assertKept(town, booked, 4);
  },
  "emptied while a write waits: all stay, and the one that waited is written": async (town) => {
    const booked = await meetings(town, 0, 1, 2);
    await town.read();
    const [late] = await meetings(town, 3);
    town.meddle.with = (_url, method, go) =>
      method === "PUT" ? Promise.resolve(new Response(null, { status: 503 })) : go();
    await town.drain();
    await replace(town);
    await town.read();
    town.meddle.with = null;
    await readTwice(town);
    await assertKept(town, [...booked, late!], 3);
    assert.ok(await town.event(late!));
  },
  "restored from a copy without the newest: all stay": async (town) => {
    const booked = await meetings(town, 0, 1);
    await town.read();
    const copy = new Map<string, string>();
    for (const each of booked) copy.set(each.uid, (await town.event(each))!);
    booked.push(...await meetings(town, 2));
    await town.read();
    await town.read();
    await replace(town, copy);
    await readTwice(town);
    await assertKept(town, booked, 1);
  },
  "restored, with nothing new since everything was listed: all stay": async (town) => {
    const booked = await meetings(town, 72, 73);
    await town.read();
    const copy = new Map<string, string>();
    for (const each of booked) copy.set(each.uid, (await town.event(each))!);
    booked.push(...await meetings(town, 74));
    await town.read();
    await town.read();
    town.app.at(town.app.now() + 25 * HOUR);
    await town.read();
    await town.read();
    await replace(town, copy);
    await readTwice(town);
    await assertKept(town, booked, 1);
  },
  "emptied and restored: a deletion afterwards is followed": async (town) => {
    const booked = await meetings(town, 0, 1, 2);
    await town.read();
    const copy = new Map<string, string>();
    for (const each of booked) copy.set(each.uid, (await town.event(each))!);
    await replace(town);
    await readTwice(town);
    await replace(town, copy);
    await readTwice(town);
    await remove(town, booked[0]!);
    await readTwice(town);
    assert.equal((await town.get(booked[0]!.id)).status, "CANCELLED");
    for (const { id } of booked.slice(1)) assert.equal((await town.get(id)).status, "CONFIRMED");
  },
  "one entry deleted, also the only one: its booking is cancelled": async (town) => {
    const booked = await meetings(town, 0, 1);
    for (const each of booked) {
      await town.read();
      await town.read();
      await remove(town, each);
      await readTwice(town);
      assert.equal((await town.get(each.id)).status, "CANCELLED");
    }
    await assertKept(town, [], 0);
  },
  "an entry deleted before a sync saw it: its booking stays, and its host is told": async (
    town,
  ) => {
    const [seen, unseen] = [...await meetings(town, 0), ...await meetings(town, 1)];
    await town.drain();
    await remove(town, unseen!);
    await readTwice(town);
    await assertKept(town, [seen!, unseen!], 1);
  },
};

for (const [name, story] of Object.entries(stories)) {
  Deno.test(`a calendar at Radicale ${name}`, requires("radicale"), () => withTown(story));
}
