import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { redirectAfterBooking } from "$lib/server/bookings/redirect.ts";
import { addEventType, addHost, bookingRequest, configuredApp } from "../../support/town.ts";

const redirect = { url: "https://example.org/thanks", withGuest: false };

Deno.test("redirectAfterBooking redirects at once only where an email preserves the guest's page", async () => {
  for (const sendMail of [null, () => Promise.resolve()]) {
    using app = await configuredApp({ sendMail });
    await addEventType(app, await addHost(app), { slug: "onward", redirect });
    const requested = await bookings.request(app, bookingRequest({ slug: "onward" }));
    assert(requested.ok);
    const onward = await redirectAfterBooking(app, requested.value.booking);
    assert.equal(onward?.isImmediate, sendMail !== null);
    assert.equal(onward?.hostname, "example.org");
    assert(!onward.url.includes(requested.value.token), "no secret leaves");
  }
});

Deno.test("redirectAfterBooking redirects only once the guest has verified their address", async () => {
  using app = await configuredApp({ sendMail: () => Promise.resolve() });
  await addEventType(app, await addHost(app), {
    slug: "checked",
    requireVerifiedEmail: true,
    redirect,
  });
  const requested = await bookings.request(app, bookingRequest({ slug: "checked" }));
  assert(requested.ok);
  assert.equal(await redirectAfterBooking(app, requested.value.booking), null);
  const proved = await bookings.verifyGuestEmail(app, requested.value.booking.id, 1);
  assert(proved.ok);
  assert.equal((await redirectAfterBooking(app, proved.value))?.hostname, "example.org");
});

Deno.test("redirectAfterBooking redirects from no booking that is over, and from no type without an address", async () => {
  using app = await configuredApp();
  await addEventType(app, await addHost(app), { slug: "onward", redirect });
  const requested = await bookings.request(app, bookingRequest({ slug: "onward" }));
  assert(requested.ok);
  const over = await bookings.cancel(app, requested.value.booking.id, {
    by: { actor: "guest" },
    reason: "",
    revision: null,
  });
  assert(over.ok);
  assert.equal(await redirectAfterBooking(app, over.value), null);
  const plain = await bookings.request(app, bookingRequest());
  assert(plain.ok);
  assert.equal(await redirectAfterBooking(app, plain.value.booking), null);
});
