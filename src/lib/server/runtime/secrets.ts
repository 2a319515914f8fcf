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

/** An unguessable name of a video room: 128 random bits as 26 lower-case letters and digits, since some servers fold case. */
export function newRoomName(): string {
  const bits = crypto.getRandomValues(new Uint8Array(26));
  return Array.from(bits, (byte) => ROOM_LETTERS[byte % ROOM_LETTERS.length]).join("");
}
const ROOM_LETTERS = "abcdefghijkmnopqrstuvwxyz2345678";

/** SHA-256 of the parts, each followed by NUL so that their boundaries count; 43 URL-safe characters. */
export function hashOf(...parts: string[]): Promise<string> {
  // Synchronous, because a digest this small costs less than crypto.subtle's thread.
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

/** The text was sealed by a session secret that this installation does not have. */
export class UnknownSealingKey extends Error {}

/** Encrypts secrets for the store and signs texts, with keys derived from the session secret by label (AUTH-9). */
export interface Sealer {
  /** `context` is authenticated: a text sealed for one record cannot be opened for another. */
  seal(secret: string, context: string): Promise<string>;
  /** Throws UnknownSealingKey when the text was sealed by another secret, and another error for another context. */
  open(sealed: string, context: string): Promise<string>;
  /** A signature of 43 characters; `purpose` is part of the signed text. */
  sign(text: string, purpose: string): Promise<string>;
  /** Whether the text was signed for this purpose, with the current or the old secret. */
  verify(text: string, purpose: string, signature: string): Promise<boolean>;
  /** The same with the current secret alone, for what opens accounts: the old one may have been changed since others know it. */
  verifyCurrent(text: string, purpose: string, signature: string): Promise<boolean>;
}
