import { createHmac } from "node:crypto";

/** A body and the instant of its try in Unix seconds. */
interface Signed {
  body: string;
  timestamp: number;
}

/**
 * The header by which Cal.com's receivers know a request: the HMAC-SHA256 of the body in hex. The key is the current
 * secret as text; there is room for no other.
 */
export function calComHeaders(
  { body }: Signed,
  [secret = ""]: readonly string[],
): Record<string, string> {
  return { "x-cal-signature-256": hexHmac(secret, body) };
}

/**
 * The header by which Calendly's receivers know a request: the instant in Unix seconds, and the HMAC-SHA256 of "t.body"
 * in hex. The key is the current secret as text; receivers read one signature only.
 */
export function calendlyHeaders(
  { body, timestamp }: Signed,
  [secret = ""]: readonly string[],
): Record<string, string> {
  const signature = hexHmac(secret, `${timestamp}.${body}`);
  return { "calendly-webhook-signature": `t=${timestamp},v1=${signature}` };
}

function hexHmac(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}
