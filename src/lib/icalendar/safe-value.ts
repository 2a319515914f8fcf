import { withoutDirectionMarks } from "../scheduling/direction-marks.ts";

/**
 * Filters every value before it goes to ical.js, which writes line breaks and control characters unescaped, so that a
 * name with CRLF would inject a property (tests/icalendar/icaljs-probes.test.ts).
 */

/** A TEXT value (RFC 5545 §3.3.11): line ends as `\n`, which ical.js escapes with the comma, semicolon and backslash. */
export function safeText(value: string): string {
  return plainText(value.replace(/\r\n?/g, "\n"), "\t\n");
}

/** A parameter value on one line; a double quote becomes an apostrophe, as none can be written there (RFC 5545 §3.1.1). */
export function safeParameter(value: string): string {
  return plainText(value.replace(/[\r\n\t]+/g, " ")).replaceAll('"', "'");
}

/** A URI value without the characters that are not allowed in one. */
export function safeUri(value: string): string {
  return plainText(value).replace(/[\s<>"\\^`{|}]/g, "");
}

/** A calendar address for ORGANIZER and ATTENDEE (RFC 5545 §3.3.3). */
export function calendarAddress(email: string): string {
  return `mailto:${safeUri(email).replace(/[%?#]/g, (character) => encodeURIComponent(character))}`;
}

/** Any value of ours: without controls, and without characters that turn what stands beside a name. */
export function plainText(value: string, allowed?: string): string {
  return withoutDirectionMarks(withoutControls(value, allowed));
}

/** Any line, also of another program: no control character but the tab, no line or paragraph separator, no half of a surrogate pair. */
export function withoutControls(value: string, allowed = "\t"): string {
  return value.toWellFormed().replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => allowed.includes(character) ? character : "",
  );
}
