import * as v from "valibot";
import { OneLine } from "./one-line.ts";
import { comparableEmail, EmailAddress, foldCase } from "./email-address.ts";
import { Zone } from "./host.ts";
import { manyLines } from "./many-lines.ts";
import { isVisible } from "./visible-text.ts";

/** What a guest tells the host with a request. */
export const GuestNote = manyLines(2000);

/** A guest's own data, as it arrives from a form; a name has at most 120 characters. */
export const GuestInput = v.object({
  name: v.pipe(OneLine, v.check(isVisible, "name-empty"), v.maxLength(120, "too-long")),
  email: EmailAddress,
  note: v.optional(GuestNote, ""),
  zone: Zone,
  hourCycle: v.picklist([12, 24]),
});
export type GuestInput = v.InferOutput<typeof GuestInput>;

/** Where Google delivers for whatever dots a local part has, under either of its two names. */
const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/**
 * One name for all the addresses that are taken for one mailbox by limits and the block list, coarser than where
 * emails go: without case, without a plus tag, at Gmail without dots.
 */
export function guestKey(email: string): string {
  const address = comparableEmail(email), at = address.lastIndexOf("@");
  const local = foldCase(address.slice(0, at).normalize("NFKC")).replace(/(?!^)\+.*$/, "");
  const domain = address.slice(at + 1);
  return GMAIL.has(domain) ? `${local.replaceAll(".", "")}@gmail.com` : `${local}@${domain}`;
}
