/** Returns the event of a webhook; throws where the signature or the time is wrong. `body` is the text as it arrived. */
export async function verifyWebhook(secret: string, headers: Headers, body: string) {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  const seconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!id || !timestamp || !(seconds <= 300)) throw new Error("The webhook is too old.");

  const usage = { name: "HMAC", hash: "SHA-256" };
  const bytes = decodeBase64(secret.replace("whsec_", ""));
  const key = await crypto.subtle.importKey("raw", bytes, usage, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const each of (headers.get("webhook-signature") ?? "").split(" ")) {
    const [version, signature = ""] = each.split(",");
    if (version !== "v1") continue;
    if (await crypto.subtle.verify("HMAC", key, decodeBase64(signature), signed)) {
      return JSON.parse(body);
    }
  }
  throw new Error("The signature is wrong.");
}

function decodeBase64(text: string) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
