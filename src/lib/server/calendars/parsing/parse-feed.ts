/** Parses a published calendar from its bytes, so that a long one is never a text of the calling thread. */
import { createHash } from "node:crypto";
import { parseCalendars, property, unescapeText } from "../../../icalendar/content-lines.ts";
import type { ParsedBusyTimes } from "../../../icalendar/busy-times.ts";
import type { UnreadableEntry } from "$lib/icalendar/unreadable-entries.ts";

/** What a feed says. */
export interface ParsedFeed {
  /** Of everything but DTSTAMP, which many servers set to the time of the download. */
  hash: string;
  /** Null when it is the feed of the known hash. */
  times: ParsedBusyTimes | { broken: UnreadableEntry } | null;
  /** Null when no calendar begins and ends. */
  about: FeedProperties | null;
}

/** Name and colour of a feed's calendar; empty and null without them. */
export interface FeedProperties {
  name: string;
  colour: string | null;
}

/** Parses a feed; `parse` reads the times of its text. */
export function parseFeed(
  chunks: readonly Uint8Array[],
  knownHash: string | null,
  parse: (text: string) => ParsedBusyTimes | { broken: UnreadableEntry },
): ParsedFeed {
  const text = textOf(chunks), hash = hashOf(text);
  return { hash, times: hash === knownHash ? null : parse(text), about: propertiesOf(text) };
}

function hashOf(text: string): string {
  const stable = text.replace(/^DTSTAMP[:;].*$/gim, "");
  return createHash("sha256").update(stable).digest("base64url");
}

function textOf(chunks: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return new TextDecoder().decode(bytes);
}

/** The feed's properties precede its first component; no others are parsed. */
function propertiesOf(text: string): FeedProperties | null {
  const head = /^[\s\S]*?(?=[\r\n][ \t]*(?:BEGIN:(?!VCALENDAR)|END:VCALENDAR))/i.exec(text)?.[0];
  if (head === undefined) return null;
  const [calendar] = parseCalendars(`${head}\r\nEND:VCALENDAR`);
  const valueOf = (name: string) => calendar && property(calendar, name)?.value;
  const colour = valueOf("X-APPLE-CALENDAR-COLOR")?.slice(0, 7) ?? "";
  return {
    name: unescapeText(valueOf("X-WR-CALNAME") ?? valueOf("NAME") ?? "").trim().slice(0, 120),
    colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : null,
  };
}
