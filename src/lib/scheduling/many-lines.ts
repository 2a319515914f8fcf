import * as v from "valibot";

/** Text that may span lines: a line end is one character, whatever sent it, and other control characters become spaces. */
export function cleanLines(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]+/gu, " ").trim();
}

/** The same with at most so many UTF-16 code units, as text areas count them. */
export function manyLines(max: number) {
  return v.pipe(v.string(), v.transform(cleanLines), v.maxLength(max, "too-long"));
}

/** What host and guest tell each other about a booking, by whichever form or call. */
export const Message = manyLines(1000);
