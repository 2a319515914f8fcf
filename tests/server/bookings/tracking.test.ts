import assert from "node:assert/strict";
import { parseTracking } from "$lib/scheduling/booking-tracking.ts";
import { BookingBody } from "$lib/scheduling/api-schemas.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { eraseGuest } from "$lib/scheduling/booking-transitions.ts";
import { webhookNamings } from "$lib/scheduling/webhook.ts";
import { bookingFacts } from "$lib/scheduling/booking-facts.ts";
import { hostBookingJson } from "$lib/server/views/host-booking-json.ts";
import { parsePickerQuery } from "$lib/server/views/picker/picker-query.ts";
import { bookingAnswer } from "$lib/server/api/booking-answer.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { bookingsCsv } from "$lib/server/http/bookings-csv.ts";
import { nativePayload } from "$lib/server/webhooks/native-payload.ts";
import { calendlyBodies } from "$lib/server/webhooks/formats/calendly.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addHost, ask, configuredApp, mondayTen } from "../../support/town.ts";

const tracking = { utm: { source: "news", campaign: "spring" }, metadata: { plan: "pro" } };

Deno.test("a booking keeps where its guest came from, until the guest is erased", async () => {
  const app = await configuredApp();
  const host = await addHost(app);
  const { booking } = await ask(app, { tracking });
  assert.deepEqual(booking.guest.tracking, tracking);
  assert.match(
    await bookingsCsv(app.kv, host.id, "en").text(),
    /"utm_source: news\nutm_campaign: spring\nmetadata\[plan\]: pro"/,
  );
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

Deno.test("a program books with UTM parameters and metadata; more than is kept is refused", async () => {
  const app = await configuredApp();
  await addHost(app);
  const book = (given: object) => {
    const body = granted(parse(BookingBody, {
      username: "ada",
      eventSlug: "intro-call",
      startsAt: new Date(mondayTen).toISOString(),
      inviteeName: "Grace Hopper",
      inviteeEmail: "grace@example.com",
      ...given,
    }));
    const key = crypto.randomUUID();
    return bookingAnswer(
      { app, client: "192.0.2.1", asked: null, host: null },
      {
        route: "v0",
        key,
        body: body,
        headers: new Headers(),
        request: new Request(app.baseUrl),
      },
    );
  };
  const long = "x".repeat(400);
  const refused = await refusal(book({ metadata: { plan: long, customer: long } }));
  assert.deepEqual(refused.fields, { metadata: "too-much-metadata" });
  const booked = await granted(book(tracking));
  const booking = await getBooking(app.kv, booked.booking.id);
  assert.deepEqual(booking?.guest.tracking, tracking);
});
