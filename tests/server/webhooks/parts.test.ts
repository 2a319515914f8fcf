import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { bookingFacts } from "$lib/scheduling/booking-facts.ts";
import type { WebhookKind } from "$lib/scheduling/webhook.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { writeEvent } from "$lib/server/store/webhook-events.ts";
import { granted } from "../../support/granted.ts";
import { confirmedBooking, pendingBooking } from "../../support/sample-booking.ts";
import { town } from "../../support/town.ts";
import { recordingReceiver, subscribe } from "../../support/webhooks/recording-receiver.ts";
import { runDue } from "../../support/job-runs.ts";

const waiting = pendingBooking(), confirmed = confirmedBooking();
const moved = confirmedBooking({ revision: 3, start: confirmed.start + HOUR });
const ended = confirmedBooking({ revision: 4, status: "CANCELLED", endReason: "cancelled" });
const life: [kind: WebhookKind, is: Booking, was: Booking | null][] = [
  ["booking.requested", waiting, null],
  ["booking.confirmed", confirmed, waiting],
  ["booking.rescheduled", moved, confirmed],
  ["booking.cancelled", ended, moved],
];

/** What a receiver gets of a booking's life in a format, and the deliveries that are listed. */
async function toldIn(format: string) {
  const receiver = recordingReceiver();
  const { app, host } = await town({ app: receiver.app });
  using _ = app;
  const { subscription } = await subscribe(app, host.id, { format });
  for (const [kind, is, was] of life) {
    const facts = bookingFacts(is, { was, hosts: [host], now: app.now() });
    const of = { owners: [host.id], onlyFor: null, isTest: false };
    const op = app.kv.atomic();
    writeEvent(op, { kind, at: app.now(), ...of, facts });
    await op.commit();
    await runDue(app);
  }
  const listed = await granted(deliveries.list(app, host.id, subscription.id, { limit: 10 }));
  return { received: receiver.received, deliveries: listed.deliveries };
}

Deno.test("Calendly's format says a new time in two requests, in order and each under its id", async () => {
  const { received, deliveries } = await toldIn("calendly");
  assert.deepEqual(received.map(({ body }) => JSON.parse(body).event), [
    "invitee.created",
    "invitee.canceled",
    "invitee.created",
    "invitee.canceled",
  ]);
  assert.equal(new Set(received.map(({ headers }) => headers["webhook-id"])).size, 4);
  assert.deepEqual(
    deliveries.map(({ kind, part, state, reason }) => [kind, part, state, reason]).sort(),
    [
      ["booking.cancelled", 0, "delivered", null],
      ["booking.confirmed", 0, "delivered", null],
      ["booking.requested", 0, "skipped", "unsupported"],
      ["booking.rescheduled", 0, "delivered", null],
      ["booking.rescheduled", 1, "delivered", null],
    ],
  );
});

Deno.test("Cal.com's format says each event in one request, signed by its own header too", async () => {
  const { received } = await toldIn("cal.com");
  assert.deepEqual(received.map(({ body }) => JSON.parse(body).triggerEvent), [
    "BOOKING_REQUESTED",
    "BOOKING_CREATED",
    "BOOKING_RESCHEDULED",
    "BOOKING_CANCELLED",
  ]);
  for (const { headers } of received) {
    assert.match(headers["x-cal-signature-256"] ?? "", /^[0-9a-f]{64}$/);
    assert.match(headers["webhook-signature"] ?? "", /^v1,/);
    assert.equal(headers["calendly-webhook-signature"], undefined);
  }
});

Deno.test("OpenCalendly's format says each event that it has in one request, with all its headers", async () => {
  const { received } = await toldIn("opencalendly");
  assert.deepEqual(received.map(({ body }) => JSON.parse(body).type), [
    "booking.created",
    "booking.rescheduled",
    "booking.canceled",
  ]);
  for (const { headers, body } of received) {
    assert.match(headers["x-opencalendly-signature"] ?? "", /^t=\d+,v1=[0-9a-f]{64}$/);
    assert.equal(headers["x-opencalendly-event"], JSON.parse(body).type);
    assert.equal(headers["x-opencalendly-delivery-id"], headers["webhook-id"]);
  }
  const bookings = received.map(({ body }) => JSON.parse(body).payload.bookingId);
  assert.equal(new Set(bookings).size, 1);
});

Deno.test("the standard format's requests carry X-OpenCalendly-Signature to their receiver", async () => {
  const { received } = await toldIn("standard");
  assert.equal(received.length, 4);
  for (const { headers } of received) {
    assert.match(headers["x-opencalendly-signature"] ?? "", /^t=\d+,v1=[0-9a-f]{64}$/);
  }
});
