/** What a webhook in the format Standard Webhooks sends, as OpenAPI describes it under `webhooks`. */
import * as v from "valibot";
import { kindName, type WebhookKind, webhookKinds, webhookNamings } from "../scheduling/webhook.ts";
import { Timestamp } from "./fields.ts";
import {
  Actor,
  BookedEventType,
  BookedLocation,
  BookingGuest,
  EndReason,
  ExtraGuests,
  SeriesPlace,
  Status,
} from "./host-booking.ts";
import { inputSchema } from "./json-schema.ts";

const Id = v.string();
const Span = v.object({ startsAt: Timestamp, endsAt: Timestamp });

const Booking = v.object({
  id: Id,
  uid: v.pipe(v.string(), v.description("The UID of its calendar event, the same for good.")),
  revision: v.pipe(v.number(), v.description("Grows with every change.")),
  status: Status,
  state: v.string(),
  endReason: v.nullable(EndReason),
  startsAt: Timestamp,
  endsAt: Timestamp,
  reservedUntil: v.nullable(Timestamp),
  noShowAt: v.nullable(Timestamp),
  createdAt: Timestamp,
  slotId: v.pipe(
    v.nullable(v.string()),
    v.description("The time that it shares with other guests; null for a meeting of its own."),
  ),
  series: SeriesPlace,
  test: v.boolean(),
  viaWidget: v.boolean(),
  eventType: BookedEventType,
  team: v.nullable(
    v.object({ id: Id, slug: v.string(), name: v.string(), mode: v.string() }),
  ),
  hosts: v.array(v.object({
    id: Id,
    name: v.string(),
    username: v.string(),
    email: v.string(),
    timezone: v.string(),
  })),
  guest: BookingGuest,
  guests: ExtraGuests,
  message: v.string(),
  url: v.string(),
});

const BookingData = v.object({
  booking: Booking,
  by: v.object({
    actor: Actor,
    hostId: v.nullable(v.string()),
  }),
  changed: v.object({
    status: v.optional(v.object({ from: v.nullable(Status), to: Status })),
    time: v.optional(v.object({ from: Span, to: Span })),
    hosts: v.optional(v.object({ joined: v.array(Id), left: v.array(Id) })),
    location: v.optional(v.object({ from: BookedLocation, to: BookedLocation })),
  }),
  reminder: v.nullable(
    v.object({ id: Id, side: v.picklist(["before", "after"]), minutes: v.number() }),
  ),
  omitted: v.pipe(
    v.array(v.string()),
    v.description("Fields that were cut because the event was too long."),
  ),
});

const CalendarData = v.object({
  calendar: v.object({
    id: Id,
    name: v.string(),
    hostId: Id,
    connection: v.object({ id: Id, name: v.string() }),
  }),
  since: Timestamp,
  reason: v.string(),
});

const WebhookData = v.object({
  webhook: v.object({
    id: Id,
    url: v.string(),
    description: v.string(),
    reason: v.picklist(["gone", "failing"]),
    failingSince: v.nullable(Timestamp),
  }),
});

const dataOf = { booking: BookingData, calendar: CalendarData, webhook: WebhookData };

/** When an event is sent. */
export const webhookWhen: Record<WebhookKind, string> = {
  "booking.requested": "A guest requests a time that needs approval.",
  "booking.confirmed": "A booking is confirmed, by its host or right away.",
  "booking.declined": "A request is declined.",
  "booking.expired": "Nobody decided a request in time.",
  "booking.cancelled": "A booking is cancelled, or a request withdrawn.",
  "booking.rescheduled": "A booking has a new time.",
  "booking.reassigned": "A booking of a team has another host.",
  "booking.location_changed":
    "The link of a video call is there, or the host sets another location.",
  "booking.no_show": "The host marks that the guest did not come.",
  "booking.reminder": "A reminder of the event type is due.",
  "calendar.broken": "A calendar stops syncing.",
  "calendar.restored": "A calendar syncs again.",
  "webhook.disabled": "Another webhook of the same owner is disabled.",
};

/** The body of an event of this kind. */
export function webhookPayload(kind: typeof webhookKinds[number]) {
  const subject = kind.split(".")[0] as keyof typeof dataOf;
  return v.object({
    id: Id,
    type: v.picklist([...new Set(webhookNamings.map((naming) => kindName(kind, naming)))]),
    version: v.literal(1),
    timestamp: Timestamp,
    sequence: v.pipe(
      v.nullable(v.number()),
      v.description(
        "The booking’s revision, by which its events are ordered; null for other events.",
      ),
    ),
    test: v.boolean(),
    data: dataOf[subject] as typeof dataOf[keyof typeof dataOf],
  });
}

/** The `webhooks` of the OpenAPI document. */
export function describedWebhooks(): Record<string, unknown> {
  return Object.fromEntries(webhookKinds.map((kind) => [kind, {
    post: {
      operationId: `webhook.${kind}`,
      tags: ["Webhooks"],
      summary: kind,
      description: `${
        webhookWhen[kind]
      } Signed as Standard Webhooks has it. Answer with a 2xx status.`,
      security: [],
      parameters: signatureHeaders,
      requestBody: {
        required: true,
        content: { "application/json": { schema: inputSchema(webhookPayload(kind), false) } },
      },
      responses: {
        "2XX": { description: "Accepted." },
        410: { description: "The webhook is disabled." },
        default: { description: "It is sent again later." },
      },
    },
  }]));
}

const header = (name: string, description: string) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});
/** The headers of a webhook, by which it is verified. */
export const signatureHeaders = [
  header("webhook-id", "The delivery, the same at every try."),
  header("webhook-timestamp", "When it was sent, in Unix seconds."),
  header(
    "webhook-signature",
    "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by the bytes behind `whsec_`. With a new secret the one before signs too for 24 hours: there are two signatures then.",
  ),
  header(
    "x-opencalendly-signature",
    "`t=…,v1=…`: the HMAC-SHA256 of `t.body` in hex, by the whole secret as text.",
  ),
];
