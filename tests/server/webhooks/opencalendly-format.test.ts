import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { opencalendlyBodies } from "$lib/server/webhooks/formats/opencalendly.ts";
import { opencalendlyHeaders } from "$lib/server/webhooks/formats/signatures.ts";
import { signedRequest } from "$lib/server/webhooks/payload.ts";
import { confirmedBooking, pendingBooking } from "../../support/sample-booking.ts";
import { ben, cleo, teamBooking } from "../../support/sample-team-booking.ts";
import {
  cancelled,
  confirmed,
  eventOf,
  requested,
  rescheduled,
} from "../../support/webhooks/sample-events.ts";

interface OpenCalendlyBody {
  id: string;
  type: string;
  createdAt: string;
  payload: Record<string, string> & { metadata: Record<string, unknown> };
}
const inOpenCalendly = (event: WebhookEvent) => opencalendlyBodies(event) as OpenCalendlyBody[];
/** A version and a variant as RFC 9562 has them, which its receivers check. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

Deno.test("a confirmed booking in OpenCalendly's shape has its names, UUIDs and instants, and no links", () => {
  const [body, ...more] = inOpenCalendly(confirmed);
  assert.deepEqual(more, []);
  const { id, payload: { bookingId, eventTypeId, organizerId, ...payload }, ...rest } = body!;
  for (const each of [id, bookingId, eventTypeId, organizerId]) assert.match(each!, uuid);
  assert.equal(new Set([id, bookingId, eventTypeId, organizerId]).size, 4);
  assert.deepEqual(rest, { type: "booking.created", createdAt: "2026-11-24T12:00:00.000Z" });
  assert.deepEqual(payload, {
    inviteeEmail: "tilda@example.net",
    inviteeName: "Tilda Swan",
    startsAt: "2026-11-26T13:00:00.000Z",
    endsAt: "2026-11-26T13:30:00.000Z",
    metadata: { timezone: "America/New_York", invitoBookingId: "bBbBbBbBbBbBbBbBbBbBbB" },
  });
  assert.deepEqual(inOpenCalendly(confirmed), [body], "the same ids every time");
});

Deno.test("OpenCalendly's shape: a cancelled, a rescheduled and a team's booking, and no requests", () => {
  const [gone] = inOpenCalendly(cancelled);
  assert.equal(gone?.type, "booking.canceled");
  assert.equal(gone.payload.metadata["cancellationReason"], "I am ill.");
  const silent = confirmedBooking({ status: "CANCELLED", message: "" });
  const [other] = inOpenCalendly(eventOf("booking.cancelled", silent, confirmedBooking()));
  assert.equal(other?.payload.metadata["cancellationReason"], null);

  const [move] = inOpenCalendly(rescheduled);
  assert.equal(move?.type, "booking.rescheduled");
  assert.equal(move.payload["startsAt"], "2026-11-26T14:00:00.000Z");
  assert.equal(move.payload.metadata["previousStartsAt"], "2026-11-26T13:00:00.000Z");
  assert.equal(move.payload.metadata["previousEndsAt"], "2026-11-26T13:30:00.000Z");
  assert.equal(move.payload.metadata["rescheduledFromBookingId"], move.payload["bookingId"]);

  const [team] = inOpenCalendly(eventOf("booking.confirmed", teamBooking([ben, cleo]), null));
  const { teamMode, teamId, teamEventTypeId, assignmentUserIds } = team!.payload.metadata;
  assert.match(String(teamMode), /^(round_robin|collective)$/);
  const ids = [teamId, teamEventTypeId, ...assignmentUserIds as string[]].map(String);
  assert.equal(ids.length, 4);
  for (const id of ids) assert.match(id, uuid);
  assert.equal(ids[2], team!.payload["organizerId"]);

  const withdrawn = pendingBooking({ status: "CANCELLED", endReason: "withdrawn" });
  const later = pendingBooking({ start: pendingBooking().start + HOUR });
  assert.deepEqual(inOpenCalendly(requested), []);
  assert.deepEqual(inOpenCalendly(eventOf("booking.cancelled", withdrawn, pendingBooking())), []);
  assert.deepEqual(inOpenCalendly(eventOf("booking.rescheduled", later, pendingBooking())), []);
});

Deno.test("OpenCalendly's headers sign and name the delivery and the event", () => {
  const secrets = ["whsec_c2VjcmV0", "whsec_Zm9ybWVy"];
  const body = JSON.stringify(inOpenCalendly(confirmed)[0]);
  const hmac = createHmac("sha256", secrets[0]!).update(`1700000000.${body}`).digest("hex");
  assert.deepEqual(opencalendlyHeaders({ id: "d1", body, timestamp: 1_700_000_000 }, secrets), {
    "x-opencalendly-signature": `t=1700000000,v1=${hmac}`,
    "x-opencalendly-signature-timestamp": "1700000000",
    "x-opencalendly-delivery-id": "d1",
    "x-opencalendly-event": "booking.created",
    "x-opencalendly-event-id": JSON.parse(body).id,
  });
});

Deno.test("the standard format has X-OpenCalendly-Signature too, of every secret that is valid", () => {
  const secrets = ["whsec_c2VjcmV0", "whsec_Zm9ybWVy"], body = `{"a":"ü"}`;
  const { headers } = signedRequest(
    { id: "d1", format: "standard" },
    body,
    secrets,
    1_700_000_000_999,
  );
  const signatures = secrets.map((secret) =>
    `,v1=${createHmac("sha256", secret).update(`1700000000.${body}`).digest("hex")}`
  );
  assert.equal(headers["x-opencalendly-signature"], `t=1700000000${signatures.join("")}`);
  const others = ["cal.com", "calendly"] as const;
  for (const format of others) {
    const { headers } = signedRequest({ id: "d1", format }, body, secrets, 0);
    assert.equal(headers["x-opencalendly-signature"], undefined);
  }
});
