import { createHmac } from "node:crypto";
import { keyOf } from "./secret.ts";

/** What is signed: the delivery's id, the instant of the try in Unix seconds, and the body as it is sent. */
export interface Signed {
  id: string;
  timestamp: number;
  body: string;
}

/**
 * The headers of Standard Webhooks: `webhook-id`, `webhook-timestamp`, and `webhook-signature` with one signature for
 * each secret, the current one first.
 */
export function standardHeaders(
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
export function plainHeaders(
  { timestamp, body }: Pick<Signed, "timestamp" | "body">,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) =>
    `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`
  );
  return { "x-opencalendly-signature": [`t=${timestamp}`, ...signatures].join(",") };
}
