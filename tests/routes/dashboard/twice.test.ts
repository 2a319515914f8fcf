import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { overlapsOf } from "../../../src/routes/dashboard/twice.ts";
import { ada, aType, aWish, installation, mondayTen } from "../../support/installation.ts";
import { loseHeldTime, restarted } from "../../support/restarted.ts";

Deno.test("overlapsOf names both bookings of a time that was given twice until one of them has gone", async () => {
  using app = await installation();
  const host = await ada(app);
  const { slug } = await aType(app, host, { slug: "now", decision: "instant" });
  const ids: string[] = [];
  for (const name of ["Grace Hopper", "Alan Kay"]) {
    const wish = aWish({ slug, guest: { ...aWish().guest, name } });
    const booked = await bookings.request(app, wish);
    assert(booked.ok);
    ids.push(booked.value.booking.id);
    await loseHeldTime(app.kv);
  }
  const next = await restarted(app);
  const [pair, ...others] = await overlapsOf(next, host);
  assert.deepEqual(others, []);
  assert.deepEqual(pair!.map(({ id }) => id).sort(), ids.sort());
  assert.deepEqual(pair!.map(({ guest }) => guest).sort(), ["Alan Kay", "Grace Hopper"]);
  for (const { when, type } of pair!) assert.match(`${type} ${when}`, /now .*2 November.*10:00/);

  const moved = await bookings.move(next, ids[0]!, {
    by: { actor: "host", hostId: host.id, anyway: true },
    start: mondayTen + 3_600_000,
    revision: null,
    key: null,
  });
  assert(moved.ok, JSON.stringify(moved));
  assert.deepEqual(await overlapsOf(next, host), []);
});
