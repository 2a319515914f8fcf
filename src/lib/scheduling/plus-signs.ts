/**
 * `+` in a link: written as it is, it is read as a blank, as forms write one. Where only `+` can stand, a blank was one.
 */
import { parseEmail } from "./email-address.ts";

/** The longest value that is looked at. */
const LONGEST = 4000;

const emails = (text: string) =>
  text.replace(
    /[^\s,;\u060c\u061b@]+(?: +[^\s,;\u060c\u061b@]+)* *@[^\s,;\u060c\u061b@]+/g,
    (entered) => {
      const address = entered.replaceAll(" ", "+");
      return "address" in parseEmail(address) ? address : entered;
    },
  );
const instants = (text: string) =>
  text.replace(/(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) (?=\d{2}:?\d{2}(?:,|$))/g, "$1+");
const zone = (text: string) => text.trim().replaceAll(" ", "+");

/** How the parameters are read that can have a `+`. */
const readers = new Map<string, (text: string) => string>([
  ["email", emails],
  ["guests", emails],
  ...["slot", "picked", "start", "from", "to"].map((name) => [name, instants] as const),
  ["tz", zone],
  ["timezone", zone],
]);

/** Puts the signs back in the query of an address. */
export function restorePluses(query: URLSearchParams): void {
  const given = [...query];
  const read = given.map(([name, value]) =>
    value.length <= LONGEST && value.includes(" ") ? readers.get(name)?.(value) ?? value : value
  );
  if (read.every((value, i) => value === given[i]![1])) return;
  for (const [name] of given) query.delete(name);
  for (const [i, [name]] of given.entries()) query.append(name, read[i]!);
}

/** The same in a phone number: before the country code, which never begins with 0. */
export function phoneWithPlus(text: string): string {
  const digits = text.replace(/\D/g, "").length;
  return digits >= 7 ? text.replace(/^(tel:)? (?=[1-9])/i, "$1+") : text;
}
