import assert from "node:assert/strict";
import { redirectUrl } from "$lib/scheduling/redirect-url.ts";
import { pendingBooking } from "../support/sample-booking.ts";

const booking = pendingBooking();

Deno.test("redirectUrl carries what was booked and when, and nothing of the guest", () => {
  const address = redirectUrl({ url: "https://example.org/thanks", withGuest: false }, booking);
  assert.equal(
    address,
    `https://example.org/thanks?booking=${booking.id}&status=PENDING&startsAt=2026-11-26T13%3A00%3A00.000Z` +
      "&endsAt=2026-11-26T13%3A30%3A00.000Z&timezone=America%2FNew_York&eventSlug=intro-call",
  );
  for (const theirs of [booking.guest.email, "Tilda", "mill", booking.links.guest]) {
    assert(!decodeURIComponent(address).includes(theirs), theirs);
  }
});

Deno.test("redirectUrl carries name and address where the host wants them, as plain values", () => {
  const guest = { ...booking.guest, name: "A&B#=?", email: "a+b@example.net" };
  const address = redirectUrl({ url: "https://example.org/#end", withGuest: true }, {
    ...booking,
    guest,
  });
  const { searchParams, hash } = new URL(address);
  assert.deepEqual([searchParams.get("name"), searchParams.get("email")], [
    guest.name,
    guest.email,
  ]);
  assert.equal(hash, "#end");
});

Deno.test("redirectUrl preserves the query of the host's own address", () => {
  const url = "https://example.org/?status=new&a=1";
  const { searchParams } = new URL(redirectUrl({ url, withGuest: false }, booking));
  assert.deepEqual(searchParams.getAll("status"), ["new"]);
  assert.equal(searchParams.get("a"), "1");
});
