import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { webhookKinds } from "$lib/scheduling/webhook.ts";
import { calComBodies, calComKinds } from "$lib/server/webhooks/formats/cal-com.ts";
import { calendlyBodies, calendlyKinds } from "$lib/server/webhooks/formats/calendly.ts";
import {
  opencalendlyBodies,
  opencalendlyKinds,
} from "$lib/server/webhooks/formats/opencalendly.ts";
import { calComHeaders, calendlyHeaders } from "$lib/server/webhooks/formats/signatures.ts";
import { confirmedBooking, pendingBooking } from "../../support/sample-booking.ts";
import { ben, cleo, teamBooking } from "../../support/sample-team-booking.ts";
import {
  cancelled,
  confirmed,
  eventOf,
  requested,
  rescheduled,
} from "../../support/webhooks/sample-events.ts";

const context = { baseUrl: "https://book.example.org", noteQuestion: "Additional notes" };

Deno.test("a confirmed booking in Cal.com's shape has its names, in UTC, and nothing made up", () => {
  assert.deepEqual(calComBodies(confirmed), [{
    triggerEvent: "BOOKING_CREATED",
    createdAt: "2026-11-24T12:00:00.000Z",
    payload: {
      type: "intro-call",
      title: "Intro call",
      eventTitle: "Intro call",
      startTime: "2026-11-26T13:00:00.000Z",
      endTime: "2026-11-26T13:30:00.000Z",
      length: 30,
      additionalNotes: "It is about the mill.\nAnd about <b>the river</b>.",
      organizer: {
        name: "Ada Lovelace",
        email: "ada@example.org",
        username: "ada",
        timeZone: "Europe/Berlin",
      },
      attendees: [{
        email: "tilda@example.net",
        name: "Tilda Swan",
        timeZone: "America/New_York",
      }],
      responses: {
        name: { label: "your_name", value: "Tilda Swan" },
        email: { label: "email_address", value: "tilda@example.net" },
        notes: {
          label: "additional_notes",
          value: "It is about the mill.\nAnd about <b>the river</b>.",
        },
        "found-by": { label: "How did you find me?", value: "By word of mouth" },
      },
      userFieldsResponses: {
        "found-by": { label: "How did you find me?", value: "By word of mouth" },
      },
      location: "https://meet.example.org/ada",
      metadata: { videoCallUrl: "https://meet.example.org/ada" },
      uid: "bBbBbBbBbBbBbBbBbBbBbB",
      status: "ACCEPTED",
    },
  }]);
});

Deno.test("Cal.com's shape: the trigger, the status and what is added for each kind", () => {
  const payloadOf = (event: WebhookEvent) =>
    (calComBodies(event) as { triggerEvent: string; payload: Record<string, unknown> }[])[0]!;
  assert.equal(payloadOf(requested).triggerEvent, "BOOKING_REQUESTED");
  assert.equal(payloadOf(requested).payload["status"], "PENDING");

  assert.equal(payloadOf(cancelled).triggerEvent, "BOOKING_CANCELLED");
  assert.equal(payloadOf(cancelled).payload["status"], "CANCELLED");
  assert.equal(payloadOf(cancelled).payload["cancellationReason"], "I am ill.");

  const declined = pendingBooking({ status: "REJECTED", message: "No time." });
  const rejection = payloadOf(eventOf("booking.declined", declined, pendingBooking()));
  assert.equal(rejection.triggerEvent, "BOOKING_REJECTED");
  assert.equal(rejection.payload["rejectionReason"], "No time.");

  const move = payloadOf(rescheduled);
  assert.equal(move.triggerEvent, "BOOKING_RESCHEDULED");
  assert.equal(move.payload["startTime"], "2026-11-26T14:00:00.000Z");
  assert.equal(move.payload["rescheduleStartTime"], "2026-11-26T13:00:00.000Z");
  assert.equal(move.payload["rescheduleUid"], move.payload["uid"]);

  const absent = payloadOf(eventOf("booking.no_show", confirmedBooking(), confirmedBooking()));
  assert.deepEqual(absent, {
    triggerEvent: "BOOKING_NO_SHOW_UPDATED",
    createdAt: "2026-11-24T12:00:00.000Z",
    payload: {
      bookingUid: "bBbBbBbBbBbBbBbBbBbBbB",
      attendees: [{ email: "tilda@example.net", noShow: true }],
    },
  });

  const team =
    payloadOf(eventOf("booking.requested", teamBooking([ben, cleo]), null)).payload["team"];
  assert.deepEqual(Object.keys(team as object), ["name", "members"]);
});

Deno.test("a confirmed booking in Calendly's shape has its names, in UTC, and nothing made up", () => {
  assert.deepEqual(calendlyBodies(confirmed, context), [{
    event: "invitee.created",
    created_at: "2026-11-24T12:00:00.000Z",
    payload: {
      uri: "https://book.example.org/v0/bookings/bBbBbBbBbBbBbBbBbBbBbB",
      event: "https://book.example.org/v0/bookings/bBbBbBbBbBbBbBbBbBbBbB",
      email: "tilda@example.net",
      name: "Tilda Swan",
      timezone: "America/New_York",
      tracking: {
        utm_campaign: null,
        utm_source: null,
        utm_medium: null,
        utm_content: null,
        utm_term: null,
        salesforce_uuid: null,
      },
      status: "active",
      rescheduled: false,
      questions_and_answers: [
        { question: "How did you find me?", answer: "By word of mouth", position: 0 },
        {
          question: "Additional notes",
          answer: "It is about the mill.\nAnd about <b>the river</b>.",
          position: 1,
        },
      ],
      created_at: "2026-11-24T12:00:00.000Z",
      updated_at: "2026-11-24T12:00:00.000Z",
      scheduled_event: {
        uri: "https://book.example.org/v0/bookings/bBbBbBbBbBbBbBbBbBbBbB",
        name: "Intro call",
        status: "active",
        start_time: "2026-11-26T13:00:00.000Z",
        end_time: "2026-11-26T13:30:00.000Z",
        event_type: "https://book.example.org/v0/event-types/t1",
        location: {
          type: "custom",
          location: "https://meet.example.org/ada",
          join_url: "https://meet.example.org/ada",
        },
        event_memberships: [{ user_email: "ada@example.org", user_name: "Ada Lovelace" }],
        created_at: "2026-11-24T12:00:00.000Z",
        updated_at: "2026-11-24T12:00:00.000Z",
      },
    },
  }]);
});

interface CalendlyBody {
  event: string;
  payload: {
    status: string;
    rescheduled: boolean;
    old_invitee?: string;
    new_invitee?: string;
    cancellation?: Record<string, string>;
    scheduled_event: { start_time: string; status: string };
  };
}
const inCalendly = (event: WebhookEvent) => calendlyBodies(event, context) as CalendlyBody[];

Deno.test("a new time in Calendly's shape: the old one is cancelled as rescheduled, the new one created", () => {
  const [old, now, ...more] = inCalendly(rescheduled);
  assert.deepEqual(more, []);
  assert.equal(old?.event, "invitee.canceled");
  assert.equal(old.payload.rescheduled, true);
  assert.equal(old.payload.scheduled_event.start_time, "2026-11-26T13:00:00.000Z");
  assert.equal(old.payload.scheduled_event.status, "canceled");
  assert.equal(now?.event, "invitee.created");
  assert.equal(now.payload.rescheduled, false);
  assert.equal(now.payload.scheduled_event.start_time, "2026-11-26T14:00:00.000Z");
  assert.ok(old.payload.new_invitee && old.payload.new_invitee === now.payload.old_invitee);
});

Deno.test("a cancelled booking in Calendly's shape says who cancelled it and why", () => {
  const [body] = inCalendly(cancelled);
  assert.equal(body?.event, "invitee.canceled");
  assert.equal(body.payload.status, "canceled");
  assert.deepEqual(body.payload.cancellation, {
    canceled_by: "Ada Lovelace",
    reason: "I am ill.",
    canceler_type: "host",
    created_at: "2026-11-24T12:00:00.000Z",
  });
  const byGuest = confirmedBooking({ status: "CANCELLED", message: "", changedBy: "guest" });
  const [other] = inCalendly(eventOf("booking.cancelled", byGuest, confirmedBooking()));
  assert.equal(other?.payload.cancellation?.["canceled_by"], "Tilda Swan");
  assert.equal(other?.payload.cancellation?.["canceler_type"], "invitee");
});

Deno.test("requests are no invitees of Calendly's: none is created, rescheduled or cancelled", () => {
  const withdrawn = pendingBooking({ status: "CANCELLED", endReason: "withdrawn" });
  const later = pendingBooking({ start: pendingBooking().start + HOUR });
  assert.deepEqual(inCalendly(requested), []);
  assert.deepEqual(inCalendly(eventOf("booking.cancelled", withdrawn, pendingBooking())), []);
  assert.deepEqual(inCalendly(eventOf("booking.rescheduled", later, pendingBooking())), []);
});

Deno.test("a shape has bodies for the kinds that it names, and for no other", () => {
  for (const kind of webhookKinds) {
    const event = { ...rescheduled, kind };
    assert.equal(calComBodies(event).length > 0, calComKinds.includes(kind as never), kind);
    const cancellation = { ...cancelled, kind };
    const count = inCalendly(event).length + inCalendly(cancellation).length;
    assert.equal(count > 0, calendlyKinds.includes(kind as never), kind);
    const other = opencalendlyBodies(event).length + opencalendlyBodies(cancellation).length;
    assert.equal(other > 0, opencalendlyKinds.includes(kind as never), kind);
  }
});

Deno.test("no shape says anything of a guest who was erased", () => {
  const erased = { ...confirmed, facts: { about: "erased", bookingId: "b1" } as const };
  const all = [calComBodies(erased), inCalendly(erased), opencalendlyBodies(erased)];
  assert.deepEqual(all.flat(), []);
});

Deno.test("Cal.com's and Calendly's signatures are HMACs in hex by the current secret's text", () => {
  const secrets = ["whsec_c2VjcmV0", "whsec_Zm9ybWVy"], body = `{"a":"ü"}`;
  const hmac = (text: string) => createHmac("sha256", secrets[0]!).update(text).digest("hex");
  const signed = { id: "d1", body, timestamp: 1_700_000_000 };
  assert.deepEqual(calComHeaders(signed, secrets), { "x-cal-signature-256": hmac(body) });
  assert.deepEqual(calendlyHeaders(signed, secrets), {
    "calendly-webhook-signature": `t=1700000000,v1=${hmac(`1700000000.${body}`)}`,
  });
});
