import * as v from "valibot";
import { withPlainDigits } from "./typed-text.ts";

/** The number itself, and the extension that people write after it. */
const written =
  /^(\+?[\d ()./-]+?) *(?:,? *(?:ext(?:n|ension)?|extensi[oó]n|x|#|,{1,3}|;(?:ext=)?|durchwahl|dw|poste|تحويلة)[.:]? *(\d{1,10})#?\)?)?$/iu;

const digitsOf = (text: string) => text.replace(/\D/g, "").length;

function isNumber(text: string): boolean {
  const digits = digitsOf(written.exec(text)?.[1] ?? "");
  return digits >= 6 && digits <= 20;
}

/** A phone number as people write it or as a `tel:` link, with an extension or not; 6 to 20 digits, as 15 may follow a prefix like 0011. */
export const PhoneNumber = v.pipe(
  v.string(),
  v.transform((value) => withPlainDigits(value.toWellFormed()).replace(/\p{Cf}+/gu, "")),
  v.transform((value) => value.replace(/[\s\p{Cc}]+/gu, " ").trim().replace(/^tel: ?/i, "")),
  v.transform((value) => value.replace(/;ext=(?=\d+$)/i, " ext. ")),
  v.maxLength(40, "too-long"),
  v.check(isNumber, "phone-invalid"),
);

/** The first number in a text, where there is more: four digits at least. */
const first = /\+?(?:[ ()./-]*\d){4,}/;

/** The link that calls a number, and then its extension (RFC 3966); of other text, its first number. */
export function telLink(number: string): string {
  const text = withPlainDigits(number);
  const [, called = first.exec(text)?.[0] ?? text, extension] = written.exec(text) ?? [];
  // The 0 in "+44 (0)20" is dialled within the country alone.
  const digits = called.trim().replace(/^(\+[\d ]*)\(0\)/, "$1").replace(/[^+\d]/g, "");
  return `tel:${digits}${extension ? `;ext=${extension}` : ""}`;
}
