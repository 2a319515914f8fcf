import { base64url, fromBase64url, newId, type Sealer } from "../runtime/secrets.ts";

/** What every signed token has: until when it is valid, epoch ms, and what tells it from others. */
export interface TokenTerms {
  expiresAt: number;
  nonce: string;
}

/** A token that says something, signed with the session secret for one purpose; what it says can be read by anybody. */
export async function signToken<T extends { expiresAt: number }>(
  sealer: Sealer,
  content: T,
  purpose: string,
): Promise<string> {
  const text = JSON.stringify({ ...content, nonce: newId() });
  const body = base64url(new TextEncoder().encode(text));
  return `${body}.${await sealer.sign(body, purpose)}`;
}

/** What a token says; null when its signature is not one of the current secret. The caller checks expiry and use. */
export async function readToken<T>(
  sealer: Sealer,
  token: string,
  purpose: string,
): Promise<T & TokenTerms | null> {
  const [body = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || !await sealer.verifyCurrent(body, purpose, signature)) return null;
  return JSON.parse(new TextDecoder().decode(fromBase64url(body)));
}
