import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import * as eventTypes from "$lib/server/event-types.ts";
import { mondayTen } from "../../support/installation.ts";
import { aWorkshop } from "../../support/a-workshop.ts";

const HOUR = 3_600_000;
const byGuest = { by: { actor: "guest" } as const, revision: null, key: null };

Deno.test("a meeting from before its type had seats asks to move among those who share a slot, and nobody loses theirs", async () => {
  const { app, host, type, wish, seat, decide, holds, places, slot, verify } = await aWorkshop({
    decision: "approval",
    seats: 1,
  });
  using _ = app;
  const alone = await seat("Grace");
  const yes = await bookings.confirm(app, alone.id, decide(alone));
  assert(yes.ok);
  const edited = await eventTypes.edit(app, host.id, type.id, type.revision, wish({ seats: 3 }));
  assert(edited.ok);
  Object.assign(type, edited.value);
  const later = mondayTen + 2 * HOUR;
  const first = await seat("Radia", later), second = await seat("Konrad", later);
  const moved = await bookings.move(app, alone.id, { ...byGuest, start: later });
  assert(moved.ok && moved.value.move);
  const there = async () => (await holds()).find(({ start }) => start === later);
  assert.deepEqual(
    new Set((await there())?.bookings),
    new Set([first.id, second.id, alone.id]),
  );
  assert.deepEqual((await slot(first)).bookings.length, 3);
  assert.equal((await places())[120], undefined, "three of three");
  assert.equal((await there())?.waiting?.[alone.id], moved.value.move.until);
  const kept = await bookings.keepTime(app, alone.id);
  assert(kept.ok);
  assert.deepEqual((await there())?.bookings, [first.id, second.id]);
  await verify();
});
