import assert from "node:assert/strict";
import { parseTracking } from "$lib/scheduling/booking-tracking.ts";
import { eraseGuest } from "$lib/scheduling/booking-transitions.ts";
import { webhookNamings } from "$lib/scheduling/webhook.ts";
import { bookingFacts } from "$lib/scheduling/webhook-event.ts";
import { hostBookingJson } from "$lib/server/bookings/host-booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { parsePickerQuery } from "$lib/server/bookings/picker/picker-query.ts";
import { nativePayload } from "$lib/server/webhooks/native-payload.ts";
import { calendlyBodies } from "$lib/server/webhooks/formats/calendly.ts";
import { addHost, bookingRequest, configuredApp } from "../../support/town.ts";

const tracking = { utm: { source: "news", campaign: "spring" }, metadata: { plan: "pro" } };

Deno.test("a booking keeps where its guest came from, until the guest is erased", async () => {
  using app = await configuredApp();
  const host = await addHost(app);
  const requested = await bookings.request(app, bookingRequest({ tracking }));
  assert(requested.ok);
  const { booking } = requested.value;
  assert.deepEqual(booking.guest.tracking, tracking);
  const json = await hostBookingJson(app, host, booking);
  assert.deepEqual([json.guest.utm, json.guest.metadata], [tracking.utm, tracking.metadata]);
  assert.deepEqual(eraseGuest(booking, app.now(), "Erased").guest.tracking, {
    utm: {},
    metadata: {},
  });

  const facts = bookingFacts(booking, { was: null, hosts: [host], now: app.now() });
  const event = {
    id: "e",
    kind: "booking.confirmed" as const,
    at: app.now(),
    owners: [],
    onlyFor: null,
    isTest: false,
    facts,
  };
  const native = JSON.stringify(
    nativePayload(event, { naming: webhookNamings[0], baseUrl: "https://meet.example.org" }),
  );
  assert.match(native, /"utm":\{"source":"news","campaign":"spring"\},"metadata":\{"plan":"pro"\}/);
  const [calendly] = calendlyBodies(event, { baseUrl: "https://a.example", noteQuestion: "Note" });
  assert.match(JSON.stringify(calendly), /"utm_source":"news","utm_medium":null/);
});

Deno.test("every link of the picker says again where the guest came from", () => {
  const query = new URLSearchParams("utm_source=news&metadata[plan]=pro&theme=dark&other=x");
  const { preserved } = parsePickerQuery(query);
  assert.deepEqual(parseTracking(new URLSearchParams(preserved)), {
    utm: { source: "news" },
    metadata: { plan: "pro" },
  });
});
