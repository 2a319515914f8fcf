import { base64url, fromBase64url, newId, type Sealer } from "../runtime/secrets.ts";
import { openSealer } from "./sealing.ts";

/** Whom a link from the console signs in: a host by name, or whoever opens it first while there is no host. */
export type ConsoleLinkTarget = { username: string } | { first: true };

/** What a link from the console says, once its signature was found good. */
export type ConsoleLink = ConsoleLinkTarget & { expiresAt: number; nonce: string };

const purpose = "sign-in link";

/** A token for `/auth/verify?token=…`, good once and until `expiresAt` (epoch ms); needs the session secret and no store. */
export async function createConsoleLink(
  secretHex: string,
  target: ConsoleLinkTarget & { expiresAt: number },
): Promise<string> {
  const sealer = await openSealer(secretHex, null);
  const link = base64url(new TextEncoder().encode(JSON.stringify({ ...target, nonce: newId() })));
  return `${link}.${await sealer.sign(link, purpose)}`;
}

/** What the token says, or null when it was not signed here; whether it is late or used is for the caller. */
export async function readConsoleLink(sealer: Sealer, token: string): Promise<ConsoleLink | null> {
  const [link = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || !await sealer.verify(link, purpose, signature)) return null;
  return JSON.parse(new TextDecoder().decode(fromBase64url(link)));
}
