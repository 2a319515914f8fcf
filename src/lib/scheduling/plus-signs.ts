/**
 * `+` in a link: written as it is, it is read as a blank, as forms write one. Where only `+` can stand, a blank was one.
 */
import { parseEmail } from "./email-address.ts";

/** Ends an address before another one: what can stand in none, and every white space but the blank. */
const between = /[^\S ]|[,;\u060c\u061b@]/;

/** Each address is looked for from its `@`, so that a long text without one costs no more than its length. */
function emails(text: string): string {
  let read = "", done = 0;
  for (const { 0: end, index } of text.matchAll(/@[^\s,;\u060c\u061b@]+/g)) {
    const start = text.slice(done, index).split(between).at(-1)!.replace(/^ +/, "");
    const entered = start + end, address = entered.replaceAll(" ", "+");
    const isOne = start !== "" && "address" in parseEmail(address);
    read += text.slice(done, index - start.length) + (isOne ? address : entered);
    done = index + end.length;
  }
  return read + text.slice(done);
}
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
    value.includes(" ") ? readers.get(name)?.(value) ?? value : value
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
