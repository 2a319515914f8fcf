import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listOverlaps } from "../../../src/routes/dashboard/overlaps.ts";
import { granted } from "../../support/granted.ts";
import { bookingRequest, mondayTen, restartApp, town } from "../../support/town.ts";
import { deleteHolds } from "../../support/ledger.ts";

Deno.test("listOverlaps names both bookings of a double booking until one of them has gone", async () => {
  const { app, host, type: { slug } } = await town({ type: { slug: "now", decision: "instant" } });
  const ids: string[] = [];
  for (const name of ["Grace Hopper", "Alan Kay"]) {
    const input = bookingRequest({ slug, guest: { name } });
    const booked = await granted(bookings.request(app, input));
    ids.push(booked.booking.id);
    await deleteHolds(app.kv);
  }
  const next = await restartApp(app);
  const [pair, ...others] = await listOverlaps(next, host);
  assert.deepEqual(others, []);
  assert.deepEqual(pair!.map(({ id }) => id).sort(), ids.sort());
  assert.deepEqual(pair!.map(({ guest }) => guest).sort(), ["Alan Kay", "Grace Hopper"]);
  for (const { when, type } of pair!) assert.match(`${type} ${when}`, /now .*2 November.*10:00/);

  await granted(bookings.reschedule(next, ids[0]!, {
    by: { actor: "host", hostId: host.id, force: true },
    start: mondayTen + HOUR,
    revision: null,
    key: null,
  }));
  assert.deepEqual(await listOverlaps(next, host), []);
});
