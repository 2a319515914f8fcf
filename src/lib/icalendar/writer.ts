/**
 * The one writer of iCalendar text (RFC 5545), for invitations, files and calendar servers alike.
 * Nothing that a person typed can end a line: values are escaped here, control characters do not pass.
 */

const encoder = new TextEncoder();

/** One content line; `params` and `value` as they stand on the wire, so give user text through `text`, `address` or `uri`. */
export function contentLine(
  name: string,
  value: string,
  params: Record<string, string | undefined> = {},
): string {
  const pairs = Object.entries(params).flatMap(([key, given]) =>
    given === undefined ? [] : [`;${key}=${parameterValue(given)}`]
  );
  return foldLine(`${name}${pairs.join("")}:${withoutControls(value)}`);
}

/** A content line of somebody else's, as it stood. */
export function preservedLine(whole: string): string {
  return foldLine(withoutControls(whole));
}

/** A component with its lines and inner components. */
export function component(name: string, content: readonly (string | string[])[]): string[] {
  return [`BEGIN:${name}`, ...content.flat(), `END:${name}`];
}

/** The lines as one object: CRLF after each (RFC 5545 §3.1). */
export function serialize(lines: readonly string[]): string {
  return lines.join("\r\n") + "\r\n";
}

/** A TEXT value: backslash, comma and semicolon escaped, line ends written as `\n` (RFC 5545 §3.3.11). */
export function textValue(value: string): string {
  return withoutControls(
    value.replace(/\r\n?/g, "\n").replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n"),
  );
}

/** A calendar address for ORGANIZER and ATTENDEE (RFC 5545 §3.3.3). */
export function calAddress(email: string): string {
  return `mailto:${uriValue(email).replace(/[%?#]/g, (sign) => encodeURIComponent(sign))}`;
}

/** A URI value: what may not stand in one is dropped. */
export function uriValue(value: string): string {
  return withoutControls(value).replace(/[\s<>"\\^`{|}]/g, "");
}

/** `20261124T133000Z`. */
export function utcDateTime(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** Quoted when it must be; a double quote cannot be written in a parameter (RFC 5545 §3.1.1), a caret is doubled (RFC 6868). */
function parameterValue(value: string): string {
  const safe = withoutControls(value.replace(/[\r\n\t]+/g, " ")).replaceAll('"', "'")
    .replaceAll("^", "^^");
  return /[:;,]/.test(safe) ? `"${safe}"` : safe;
}

function withoutControls(value: string): string {
  return value.toWellFormed().replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (sign) => sign === "\t" ? sign : "",
  );
}

/** At most 75 octets a line, never cut inside a character (RFC 5545 §3.1). */
function foldLine(whole: string): string {
  const lines: string[] = [];
  let current = "", octets = 0;
  for (const character of whole) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}
