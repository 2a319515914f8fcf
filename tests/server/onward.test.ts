import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { onwardFrom } from "$lib/server/onward.ts";
import { ada, aType, aWish, installation } from "../support/installation.ts";

const redirect = { url: "https://example.org/thanks", withGuest: false };

Deno.test("onwardFrom leads on at once only where a letter keeps the address of the guest's page", async () => {
  for (const sendMail of [null, () => Promise.resolve()]) {
    using app = await installation({ sendMail });
    await aType(app, await ada(app), { slug: "onward", redirect });
    const asked = await bookings.request(app, aWish({ slug: "onward" }));
    assert(asked.ok);
    const onward = await onwardFrom(app, asked.value.booking);
    assert.equal(onward?.atOnce, sendMail !== null);
    assert.equal(onward?.place, "example.org");
    assert(!onward.address.includes(asked.value.token), "no secret leaves");
  }
});

Deno.test("onwardFrom leads on only once the guest has proved their address", async () => {
  using app = await installation({ sendMail: () => Promise.resolve() });
  await aType(app, await ada(app), { slug: "checked", guestCheck: true, redirect });
  const asked = await bookings.request(app, aWish({ slug: "checked" }));
  assert(asked.ok);
  assert.equal(await onwardFrom(app, asked.value.booking), null);
  const proved = await bookings.prove(app, asked.value.booking.id);
  assert(proved.ok);
  assert.equal((await onwardFrom(app, proved.value))?.place, "example.org");
});

Deno.test("onwardFrom leads nowhere from a booking that is over, and from a type without an address", async () => {
  using app = await installation();
  await aType(app, await ada(app), { slug: "onward", redirect });
  const asked = await bookings.request(app, aWish({ slug: "onward" }));
  assert(asked.ok);
  const over = await bookings.cancel(app, asked.value.booking.id, {
    by: { actor: "guest" },
    reason: "",
    revision: null,
  });
  assert(over.ok);
  assert.equal(await onwardFrom(app, over.value), null);
  const plain = await bookings.request(app, aWish());
  assert(plain.ok);
  assert.equal(await onwardFrom(app, plain.value.booking), null);
});
