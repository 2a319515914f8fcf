import { createHmac } from "node:crypto";

/** A delivery's id and body, and the instant of its try in Unix seconds. */
interface Signed {
  id: string;
  body: string;
  timestamp: number;
}

/**
 * The header by which Cal.com's receivers know a request: the HMAC-SHA256 of the body in hex. The key is the current
 * secret as text; there is room for no other.
 */
export function calComHeaders(
  { body }: Pick<Signed, "body">,
  [secret = ""]: readonly string[],
): Record<string, string> {
  return { "x-cal-signature-256": hexHmac(secret, body) };
}

/**
 * The header by which Calendly's receivers know a request: the instant in Unix seconds, and the HMAC-SHA256 of "t.body"
 * in hex. The key is the current secret as text; receivers read one signature only.
 */
export function calendlyHeaders(
  signed: Omit<Signed, "id">,
  [secret = ""]: readonly string[],
): Record<string, string> {
  return { "calendly-webhook-signature": timedSignature(signed, secret) };
}

/**
 * The headers of OpenCalendly: what its receivers know a request by, the same signature as Calendly's, and the names of
 * what it is about. The key is the current secret as text.
 */
export function opencalendlyHeaders(
  signed: Signed,
  [secret = ""]: readonly string[],
): Record<string, string> {
  const { id, type } = JSON.parse(signed.body) as { id: string; type: string };
  return {
    "x-opencalendly-signature": timedSignature(signed, secret),
    "x-opencalendly-signature-timestamp": String(signed.timestamp),
    "x-opencalendly-delivery-id": signed.id,
    "x-opencalendly-event": type,
    "x-opencalendly-event-id": id,
  };
}

function timedSignature({ body, timestamp }: Omit<Signed, "id">, secret: string): string {
  return `t=${timestamp},v1=${hexHmac(secret, `${timestamp}.${body}`)}`;
}

function hexHmac(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}
