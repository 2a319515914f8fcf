import * as v from "valibot";
import { DAY } from "./durations.ts";
import { webAddress } from "./web-address.ts";

/** What a webhook is sent for. */
export const webhookKinds = [
  "booking.requested",
  "booking.confirmed",
  "booking.declined",
  "booking.expired",
  "booking.cancelled",
  "booking.rescheduled",
  "booking.reassigned",
  "booking.location_changed",
  "booking.no_show",
  "booking.reminder",
  "calendar.broken",
  "calendar.restored",
  "webhook.disabled",
] as const;
export type WebhookKind = typeof webhookKinds[number];

/** How the kinds are called in what is sent: by our own names, or by OpenCalendly's where they differ. */
export const webhookNamings = ["invito", "opencalendly"] as const;
export type WebhookNaming = typeof webhookNamings[number];

/** Which product's shape the payload has. */
export const webhookFormats = ["standard", "cal.com", "calendly", "opencalendly"] as const;
export type WebhookFormat = typeof webhookFormats[number];

/** Kinds that OpenCalendly calls otherwise. */
const opencalendlyNames: Partial<Record<WebhookKind, string>> = {
  "booking.confirmed": "booking.created",
  "booking.declined": "booking.rejected",
  "booking.cancelled": "booking.canceled",
};

/** The name of a kind in one naming. */
export function kindName(kind: WebhookKind, naming: WebhookNaming): string {
  return naming === "opencalendly" ? opencalendlyNames[kind] ?? kind : kind;
}

/** The kind with this name in either naming; null for no kind. */
export function kindOfName(name: string): WebhookKind | null {
  return webhookKinds.find((kind) => kind === name || opencalendlyNames[kind] === name) ?? null;
}

/** Where a host or a team wants to be told of events. */
export interface WebhookSubscription {
  id: string;
  /** The host or the team that it belongs to. */
  ownerId: string;
  /** The host who made it or gave it its present address, and who is told by email when it fails. */
  createdBy: string;
  url: string;
  kinds: WebhookKind[];
  naming: WebhookNaming;
  format: WebhookFormat;
  /** Only bookings of these event types; null for all. */
  eventTypeIds: string[] | null;
  description: string;
  /** False while its host has paused it, and once it was disabled. */
  active: boolean;
  /** The secrets that sign, sealed: the current one first, then former ones until they end. */
  secrets: WebhookSecret[];
  /** When the first try failed since one succeeded, epoch ms; null while it works. */
  failingSince: number | null;
  /** When its host was told by email that it fails, epoch ms; null until then and once it works again. */
  notifiedAt: number | null;
  disabled: WebhookDisabled | null;
  createdAt: number;
  revision: number;
}

/** A sealed signing secret; a former one signs beside the current one until `until`, epoch ms. */
export interface WebhookSecret {
  sealed: string;
  until: number | null;
}

/** Why and when a subscription was disabled: the receiver answered 410, or every try failed for five days. */
export interface WebhookDisabled {
  at: number;
  reason: "gone" | "failing";
}

/** For how long a former secret signs beside a new one. */
export const ROTATION_MS = DAY;
/** How many subscriptions a host or a team may have. */
export const MAX_SUBSCRIPTIONS = 20;
const MAX_URL = 2000, MAX_DESCRIPTION = 200, MAX_TYPES = 100;

/** The address as it is stored and sent: encoded, without a fragment. */
function asSent(text: string): string {
  const url = URL.parse(text);
  if (!url) return "";
  url.hash = "";
  return url.href;
}

const Kind = v.pipe(
  v.string("webhook-kind-unknown"),
  v.check((name) => kindOfName(name) !== null, "webhook-kind-unknown"),
  v.transform((name) => kindOfName(name)!),
);

/** A subscription as its host sets it; kinds are taken in either naming. */
export const WebhookInput = v.object({
  url: v.pipe(
    v.string("webhook-address"),
    v.trim(),
    v.maxLength(MAX_URL, "too-long"),
    v.check((address) => webAddress(address) !== null, "webhook-address"),
    v.check((text) => asSent(text).length <= MAX_URL, "too-long"),
    v.transform(asSent),
  ),
  kinds: v.pipe(
    v.array(Kind, "webhook-kind-needed"),
    v.minLength(1, "webhook-kind-needed"),
    v.transform((kinds) => webhookKinds.filter((kind) => kinds.includes(kind))),
  ),
  naming: v.optional(v.picklist(webhookNamings), "invito"),
  format: v.optional(v.picklist(webhookFormats), "standard"),
  eventTypeIds: v.optional(
    v.nullable(v.pipe(
      v.array(v.pipe(v.string(), v.maxLength(64, "event-type-unknown"))),
      v.minLength(1, "webhook-type-needed"),
      v.maxLength(MAX_TYPES, "too-many-types"),
      v.transform((ids) => [...new Set(ids)]),
    )),
    null,
  ),
  description: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.toWellFormed().replace(/\p{Cc}+/gu, " ")),
      v.trim(),
      v.maxLength(MAX_DESCRIPTION, "too-long"),
    ),
    "",
  ),
  active: v.optional(v.boolean(), true),
});
export type WebhookInput = v.InferOutput<typeof WebhookInput>;

/** Whether a subscription wants an event of this kind about a booking of this type; null for one about no booking. */
export function isSubscribed(
  { kinds, eventTypeIds }: Pick<WebhookSubscription, "kinds" | "eventTypeIds">,
  kind: WebhookKind,
  typeId: string | null,
): boolean {
  return kinds.includes(kind) &&
    (typeId === null || eventTypeIds === null || eventTypeIds.includes(typeId));
}
