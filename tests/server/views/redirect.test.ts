import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { redirectAfterBooking } from "$lib/server/views/redirect.ts";
import { granted } from "../../support/granted.ts";
import { addEventType, addHost, ask, configuredApp } from "../../support/town.ts";

const redirect = { url: "https://example.org/thanks", withGuest: false };

Deno.test("redirectAfterBooking redirects at once only where an email preserves the guest's page", async () => {
  for (const sendMail of [null, () => Promise.resolve()]) {
    using app = await configuredApp({ sendMail });
    await addEventType(app, await addHost(app), { slug: "onward", redirect });
    const requested = await ask(app, { slug: "onward" });
    const onward = await redirectAfterBooking(app, requested.booking);
    assert.equal(onward?.isImmediate, sendMail !== null);
    assert.equal(onward?.hostname, "example.org");
    assert(!onward.url.includes(requested.token), "no secret leaves");
  }
});

Deno.test("redirectAfterBooking redirects only once the guest has verified their address", async () => {
  const app = await configuredApp({ sendMail: () => Promise.resolve() });
  await addEventType(app, await addHost(app), {
    slug: "checked",
    requireVerifiedEmail: true,
    redirect,
  });
  const requested = await ask(app, { slug: "checked" });
  assert.equal(await redirectAfterBooking(app, requested.booking), null);
  const proved = await granted(bookings.verifyGuestEmail(app, requested.booking.id, 1));
  assert.equal((await redirectAfterBooking(app, proved))?.hostname, "example.org");
});

Deno.test("redirectAfterBooking redirects from no booking that is over, and from no type without an address", async () => {
  const app = await configuredApp();
  await addEventType(app, await addHost(app), { slug: "onward", redirect });
  const requested = await ask(app, { slug: "onward" });
  const over = await granted(bookings.cancel(app, requested.booking.id, {
    by: { actor: "guest" },
    reason: "",
    revision: null,
  }));
  assert.equal(await redirectAfterBooking(app, over), null);
  const plain = await ask(app);
  assert.equal(await redirectAfterBooking(app, plain.booking), null);
});
