import { base64url, fromBase64url, newId, type Sealer } from "../runtime/secrets.ts";
import { openSealer } from "./sealing.ts";

/** Whom a console link signs in: a host by username, or the first host while there is none. */
export type ConsoleLinkTarget = { username: string } | { first: true };

/** The content of a console link with a valid signature. */
export type ConsoleLink = ConsoleLinkTarget & { expiresAt: number; nonce: string };

const purpose = "sign-in link";

/**
 * A single-use token for `/auth/verify?token=…`, valid until `expiresAt` (epoch ms); needs the session secret but no
 * store.
 */
export async function createConsoleLink(
  secretHex: string,
  target: ConsoleLinkTarget & { expiresAt: number },
): Promise<string> {
  const sealer = openSealer(secretHex, null);
  const link = base64url(new TextEncoder().encode(JSON.stringify({ ...target, nonce: newId() })));
  return `${link}.${await sealer.sign(link, purpose)}`;
}

/** The content of a token; null when its signature is invalid. The caller checks expiry and use. */
export async function readConsoleLink(sealer: Sealer, token: string): Promise<ConsoleLink | null> {
  const [link = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || !await sealer.verify(link, purpose, signature)) return null;
  return JSON.parse(new TextDecoder().decode(fromBase64url(link)));
}
