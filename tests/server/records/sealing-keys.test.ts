import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { countSealedByOtherKeys } from "$lib/server/records/sealing-keys.ts";
import { granted } from "../../support/granted.ts";
import { bookingRequest, town } from "../../support/town.ts";

Deno.test("countSealedByOtherKeys: guests' text is never taken for something sealed", async () => {
  const { app } = await town();
  const text = `1.AAAAAAAA.${"x".repeat(40)}`;
  const input = bookingRequest();
  const guest = { ...input.guest, name: text, note: text };
  const { booking } = await granted(bookings.request(app, { ...input, guest }));
  const by = { actor: "guest" as const };
  assert((await bookings.cancel(app, booking.id, { by, reason: text, revision: null })).ok);

  const ours = booking.links.guest.split(".")[1]!;
  assert.deepEqual([...await countSealedByOtherKeys(app.kv, [ours])], []);
  assert.equal((await countSealedByOtherKeys(app.kv, ["another"])).get("booking"), 1);
});
