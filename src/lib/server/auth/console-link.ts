import type { Sealer } from "../runtime/secrets.ts";
import { openSealer } from "./sealing.ts";
import { readToken, signToken, type TokenTerms } from "./signed-token.ts";

/** Whom a console link signs in: a host by username, or the first host while there is none. */
export type ConsoleLinkTarget = { username: string } | { first: true };

/** The content of a console link with a valid signature. */
export type ConsoleLink = ConsoleLinkTarget & TokenTerms;

const purpose = "sign-in link";

/**
 * A single-use token for `/auth/verify?token=…`, valid until `expiresAt` (epoch ms); needs the session secret but no
 * store.
 */
export function createConsoleLink(
  secretHex: string,
  target: ConsoleLinkTarget & { expiresAt: number },
): Promise<string> {
  return signToken(openSealer(secretHex, null), target, purpose);
}

/** The content of a token; null when its signature is invalid. The caller checks expiry and use. */
export function readConsoleLink(sealer: Sealer, token: string): Promise<ConsoleLink | null> {
  return readToken<ConsoleLinkTarget>(sealer, token, purpose);
}
