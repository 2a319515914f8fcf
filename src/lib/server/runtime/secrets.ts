/** Random ids, link secrets and their hashes. */
import { createHash } from "node:crypto";

/** A random id of 128 bits as 22 URL-safe characters. */
export function newId(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(16)));
}

/** A link secret of 256 random bits as 43 URL-safe characters. */
export function newSecret(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 of the parts, each closed by a NUL so that they cannot run into one another; 43 URL-safe characters. */
export function hashOf(...parts: string[]): Promise<string> {
  // On the spot: a digest of so little costs less than handing it to another thread and waiting for it.
  return Promise.resolve(createHash("sha256").update(parts.join("\0") + "\0").digest("base64url"));
}

export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll(
    "=",
    "",
  );
}

/** What was sealed by a session secret that this program does not have: it opens for nobody. */
export class UnknownSealingKey extends Error {}

/** Keeps secrets for the store and vouches for texts, each key derived from the session secret with a label of its own (AUTH-9). */
export interface Sealer {
  /** `context` is bound in: what was sealed for one record cannot be opened as another's. */
  seal(secret: string, context: string): Promise<string>;
  /** Throws SealedElsewhere when the text was not sealed by a secret that we have, and otherwise for another context. */
  open(sealed: string, context: string): Promise<string>;
  /** A signature of 43 characters; `purpose` is bound in. */
  sign(text: string, purpose: string): Promise<string>;
  /** Whether we signed this text for this purpose, with the present secret or the one before. */
  verify(text: string, purpose: string, signature: string): Promise<boolean>;
}
