import * as v from "valibot";
import { isInvisible } from "./visible-text.ts";

/** One mailbox in its one spelling, or what is wrong with the text as a key of `messages/en/errors.json`. */
export type ParsedEmail = { address: string } | { error: EmailAddressError };
export type EmailAddressError = "email-invalid" | "email-invisible" | "email-plain-letters";

/** Longest local part and address in octets (RFC 5321 §4.5.3.1), and the longest text that is parsed. */
const LONGEST_LOCAL = 64, LONGEST = 254, LONGEST_TEXT = 1000;

/**
 * The canonical form of an email address, in which it is stored, compared and sent to: the local part in NFC with its case,
 * the domain in small ASCII letters (UTS-46, RFC 5890). Refuses whatever is not one plain address (RFC 5321 dot-string).
 */
export function parseEmail(text: string): ParsedEmail {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_TEXT || !trimmed.isWellFormed()) return { error: "email-invalid" };
  if (/\p{Cc}/u.test(trimmed)) return { error: "email-invalid" };
  if (!isPlain(trimmed) && [...trimmed].some((each) => each !== " " && isInvisible(each))) {
    return { error: "email-invisible" };
  }
  const at = trimmed.lastIndexOf("@");
  const local = trimmed.slice(0, at).normalize("NFC"), domain = asciiDomain(trimmed.slice(at + 1));
  if (at < 1 || domain === null || !isLocalPart(local)) return { error: "email-invalid" };
  if (hasLookalikeLetters(local)) return { error: "email-plain-letters" };
  const address = `${local}@${domain}`;
  return octets(address) <= LONGEST ? { address } : { error: "email-invalid" };
}

/** A domain of several labels as ASCII in small letters; null for anything else, addresses of machines among it. */
export function asciiDomain(text: string): string | null {
  // What means something else in a URL must not reach its parser.
  if (/[^\P{ASCII}A-Za-z0-9.-]/u.test(text)) return null;
  if (!isPlain(text) && [...text].some(isInvisible)) return null;
  // The parser of host names is UTS-46, nontransitional, and refuses what cannot be mapped (WHATWG URL).
  const host = isPlainName(text) ? text.toLowerCase() : URL.parse(`http://${text}`)?.hostname ?? "";
  const labels = host.split(".");
  const isName = labels.length > 1 && host.length <= 253 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return isName && /^(?!\d+$).{2,}$/.test(labels.at(-1)!) ? host : null;
}

/** Whether a domain is mapped to itself in small letters: ASCII without Punycode, and no address of a machine. */
function isPlainName(text: string): boolean {
  return /^[a-z0-9.-]*\.[a-z][a-z0-9-]*$/i.test(text) && !/xn--/i.test(text);
}

/** One name for the addresses that reach the same account: case does not count. What is no address is compared as it stands. */
export function comparableEmail(text: string): string {
  const read = parseEmail(text);
  return foldCase("address" in read ? read.address : text.trim());
}

/** Text without its case: what differs in nothing else becomes the same. */
export function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().normalize("NFC");
}

/** One email address and nothing else, in its canonical form. */
export const EmailAddress = v.pipe(
  v.string(),
  v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
    const read = parseEmail(dataset.value);
    if ("address" in read) return read.address;
    addIssue({ message: read.error });
    return NEVER;
  }),
);

function isLocalPart(local: string): boolean {
  return octets(local) <= LONGEST_LOCAL && !/(^|\.)(\.|$)/.test(local) &&
    !/[\s@<>(),;:\\"[\]]/.test(local);
}

/** Whether it has letters or signs that are plain ones in disguise: full-width, circled, superscript. Others would read them as those. */
function hasLookalikeLetters(local: string): boolean {
  return !isPlain(local) &&
    [...local].some((character) =>
      /\P{ASCII}/u.test(character) && /\p{ASCII}/u.test(character.normalize("NFKC"))
    );
}

function octets(text: string): number {
  return isPlain(text) ? text.length : new TextEncoder().encode(text).length;
}

/** Whether it has visible ASCII characters alone, as most addresses do. */
function isPlain(text: string): boolean {
  return /^[!-~]*$/.test(text);
}
