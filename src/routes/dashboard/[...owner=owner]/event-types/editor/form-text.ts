/** Reading what a form sent as text. */

import { splitList, withPoint } from "$lib/scheduling/typed-text.ts";

/** A field with line ends as the program has them; one that did not come is empty. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
}

/** A number with a point or a comma; not a number for anything else. */
export function numberFrom(text: string): number {
  return text.trim() === "" ? NaN : Number(withPoint(text.trim()));
}

/** The same, with null for an empty field. */
export function numberOrNull(text: string): number | null {
  return text.trim() === "" ? null : numberFrom(text);
}

/** The numbers of a list with spaces, commas or semicolons between them. */
export function numbersFrom(text: string): number[] {
  return splitList(text).map(numberFrom);
}
