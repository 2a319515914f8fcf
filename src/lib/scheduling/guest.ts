import * as v from "valibot";
import { EmailAddress, Zone } from "./host.ts";

/** One line of text: control characters, line breaks among them, become spaces. */
const OneLine = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/\p{Cc}+/gu, " ")),
  v.trim(),
);

/** Text that may span lines: other control characters become spaces. */
const Lines = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/[^\P{Cc}\r\n\t]+/gu, " ")),
  v.trim(),
);

/** What a guest says of themselves, as it arrives from a form or the API; a name has at most 120 characters, a note 2,000. */
export const GuestWish = v.object({
  name: v.pipe(OneLine, v.minLength(1, "name-empty"), v.maxLength(120, "too-long")),
  email: EmailAddress,
  note: v.optional(v.pipe(Lines, v.maxLength(2000, "too-long")), ""),
  zone: Zone,
  hourCycle: v.picklist([12, 24]),
});
export type GuestWish = v.InferOutput<typeof GuestWish>;

/** One name for all the ways in which one mailbox can be written: small letters, and without what stands behind a plus. */
export function sameGuest(email: string): string {
  const at = email.lastIndexOf("@");
  return (email.slice(0, at).replace(/(?!^)\+.*$/, "") + email.slice(at)).trim().toLowerCase();
}
