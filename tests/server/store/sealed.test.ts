import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { countSealedElsewhere } from "$lib/server/store/sealed.ts";
import { ada, aWish, installation } from "../../support/installation.ts";

Deno.test("countSealedElsewhere: what guests write is never taken for something sealed", async () => {
  using app = await installation();
  await ada(app);
  const text = `1.AAAAAAAA.${"x".repeat(40)}`;
  const wish = aWish();
  const guest = { ...wish.guest, name: text, note: text };
  const asked = await bookings.request(app, { ...wish, guest });
  assert(asked.ok);
  const { booking } = asked.value;
  const by = { actor: "guest" as const };
  assert((await bookings.cancel(app, booking.id, { by, reason: text, revision: null })).ok);

  const ours = booking.links.guest.split(".")[1]!;
  assert.deepEqual([...await countSealedElsewhere(app.kv, [ours])], []);
  assert.equal((await countSealedElsewhere(app.kv, ["another"])).get("booking"), 1);
});
