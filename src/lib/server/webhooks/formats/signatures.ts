/**
 * The header by which Cal.com's receivers know a request: the HMAC-SHA256 of the body in hex, by the secret's text as it
 * was shown.
 */
export async function calComHeaders(secret: string, body: string): Promise<Record<string, string>> {
  return { "x-cal-signature-256": await hexHmac(secret, body) };
}

/** The header by which Calendly's receivers know a request: its time in Unix seconds, and the HMAC-SHA256 of both in hex. */
export async function calendlyHeaders(
  secret: string,
  body: string,
  at: number,
): Promise<Record<string, string>> {
  const seconds = Math.floor(at / 1000);
  const signature = await hexHmac(secret, `${seconds}.${body}`);
  return { "calendly-webhook-signature": `t=${seconds},v1=${signature}` };
}

async function hexHmac(secret: string, text: string): Promise<string> {
  const usage = { name: "HMAC", hash: "SHA-256" };
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), usage, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, bytes.encode(text));
  return new Uint8Array(signature).toHex();
}
