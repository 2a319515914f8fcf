import { messages } from "$lib/i18n/messages.ts";
import type { WebhookFormat, WebhookNaming } from "$lib/scheduling/webhook.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { calComBodies } from "./formats/cal-com.ts";
import { calendlyBodies } from "./formats/calendly.ts";
import { opencalendlyBodies } from "./formats/opencalendly.ts";
import { calComHeaders, calendlyHeaders, opencalendlyHeaders } from "./formats/signatures.ts";
import { nativePayload } from "./native-payload.ts";
import { createHmac } from "node:crypto";
import { keyOf } from "./secret.ts";

/** What a shape is made of besides the event. */
export interface ShapeContext {
  naming: WebhookNaming;
  /** Base of links, without a trailing slash. */
  baseUrl: string;
}

/** A product's shape of a webhook. */
export interface WebhookShape {
  /** The bodies as values for JSON: mostly one, several where the product says it in parts, none where it has no such event. */
  bodies(event: WebhookEvent, context: ShapeContext): unknown[];
  /** Headers that sign the body, besides those of Standard Webhooks; the current secret first. */
  headers(signed: Signed, secrets: readonly string[]): Record<string, string>;
}

/** Every shape that a subscription can choose. */
export const formats: Record<WebhookFormat, WebhookShape> = {
  "standard": {
    bodies: (event, context) => [nativePayload(event, context)].filter((body) => body !== null),
    headers: plainHeaders,
  },
  "cal.com": { bodies: calComBodies, headers: calComHeaders },
  "calendly": {
    bodies: (event, { baseUrl }) =>
      calendlyBodies(event, { baseUrl, noteQuestion: messages("en").booking.form.note }),
    headers: calendlyHeaders,
  },
  "opencalendly": { bodies: opencalendlyBodies, headers: opencalendlyHeaders },
};

/** One request to a receiver, as it is sent. */
export interface WebhookRequest {
  headers: Record<string, string>;
  body: string;
}

/** In how many requests a subscription is told of an event; none where its format has no such event. */
export function countParts(
  event: WebhookEvent,
  { format, naming }: { format: WebhookFormat; naming: WebhookNaming },
  baseUrl: string,
): number {
  return formats[format].bodies(event, { naming, baseUrl }).length;
}

/** The body of a part of an event as a subscription wants it, the same for every try; null where there is none. */
export function payloadOf(
  event: WebhookEvent,
  { format, naming, part }: { format: WebhookFormat; naming: WebhookNaming; part: number },
  baseUrl: string,
): string | null {
  const body = formats[format].bodies(event, { naming, baseUrl })[part];
  return body === undefined ? null : JSON.stringify(body);
}

/** The signed request of one try, made at `at`, epoch ms. */
export function signedRequest(
  { id, format }: { id: string; format: WebhookFormat },
  body: string,
  secrets: readonly string[],
  at: number,
): WebhookRequest {
  const signed = { id, timestamp: Math.floor(at / 1000), body };
  return {
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...standardHeaders(signed, secrets),
      ...formats[format].headers(signed, secrets),
    },
    body,
  };
}

/** What is signed: the delivery's id, the instant of the try in Unix seconds, and the body as it is sent. */
interface Signed {
  id: string;
  timestamp: number;
  body: string;
}

/**
 * The headers of Standard Webhooks: `webhook-id`, `webhook-timestamp`, and `webhook-signature` with one signature for
 * each secret, the current one first.
 */
function standardHeaders(
  { id, timestamp, body }: Signed,
  secrets: readonly string[],
): Record<string, string> {
  const content = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) =>
    `v1,${createHmac("sha256", keyOf(secret)).update(content).digest("base64")}`
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

/**
 * `X-OpenCalendly-Signature`: the instant in Unix seconds and HMAC-SHA256 of "t.body" in hex, one `v1` for each secret,
 * the current one first; the key is the whole secret as text.
 */
function plainHeaders(
  { timestamp, body }: Pick<Signed, "timestamp" | "body">,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) =>
    `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`
  );
  return { "x-opencalendly-signature": [`t=${timestamp}`, ...signatures].join(",") };
}
