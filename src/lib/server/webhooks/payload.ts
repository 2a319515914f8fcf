import type { WebhookFormat, WebhookNaming } from "$lib/scheduling/webhook.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { nativePayload } from "./native-payload.ts";
import { opencalendlyHeaders, standardHeaders } from "./sign.ts";

/** What a shape is made of besides the event. */
export interface ShapeContext {
  naming: WebhookNaming;
  /** Base of links, without a trailing slash. */
  baseUrl: string;
}

/** A product's shape of a webhook. */
export interface WebhookShape {
  /** The body as a value for JSON; null where the shape has no such event. */
  body(event: WebhookEvent, context: ShapeContext): unknown;
  /** Headers that sign the body, besides those of Standard Webhooks; `timestamp` in Unix seconds, the current secret first. */
  headers(
    signed: { body: string; timestamp: number },
    secrets: readonly string[],
  ): Record<string, string>;
}

/** Every shape that a subscription can choose. */
export const formats: Partial<Record<WebhookFormat, WebhookShape>> = {
  "standard": { body: nativePayload, headers: opencalendlyHeaders },
};

/** One request to a receiver, as it is sent. */
export interface WebhookRequest {
  headers: Record<string, string>;
  body: string;
}

/** The body of an event as a subscription wants it, the same for every try; null where its format has no such event. */
export function payloadOf(
  event: WebhookEvent,
  { format, naming }: { format: WebhookFormat; naming: WebhookNaming },
  baseUrl: string,
): string | null {
  const value = formats[format]?.body(event, { naming, baseUrl }) ?? null;
  return value === null ? null : JSON.stringify(value);
}

/** The signed request of one try, made at `at`, epoch ms. */
export function signedRequest(
  { id, format }: { id: string; format: WebhookFormat },
  body: string,
  secrets: readonly string[],
  at: number,
): WebhookRequest {
  const timestamp = Math.floor(at / 1000);
  return {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Invito-Webhooks/1",
      ...standardHeaders({ id, timestamp, body }, secrets),
      ...formats[format]?.headers({ body, timestamp }, secrets),
    },
    body,
  };
}
