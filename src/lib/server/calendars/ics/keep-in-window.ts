/** Reads a long feed as a stream and keeps what may touch a window, so that memory does not grow with its past. */
import type { Span } from "$lib/scheduling/span.ts";
import { letOthers } from "../../runtime/in-turns.ts";
import {
  type Component,
  type ContentFilter,
  InvalidICalendar,
  parseCalendars,
  properties,
} from "../../../icalendar/content-lines.ts";
import { namedTime } from "../../../icalendar/named-time.ts";

/** So much of a feed is kept whole; most feeds are shorter. */
const WHOLE_CHARS = 4 * 1024 * 1024;
/** Looked through in some milliseconds. */
const BYTES_AT_ONCE = 64 * 1024;
/** After a longer event, or a longer line, everything is kept. */
const MAX_EVENT_CHARS = 1024 * 1024;

const eventStart = /(?:^|[\r\n])BEGIN:VEVENT[ \t]*(?=[\r\n])/i;
/** Not where the next line continues it. */
const eventEnd = /[\r\n]END:VEVENT[ \t]*(?=\r\n?[^ \t\n]|\n[^ \t])/i;

/** Passes on the text of a calendar without single events that are outside of the window. */
export function keepInWindow(
  window: Span,
  wholeChars = WHOLE_CHARS,
): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder(), encoder = new TextEncoder();
  let pending = "", passed = 0, sinceTurn = 0, keepsAll = false;

  /** Takes what is complete from `pending`; the text to keep. */
  function take(): string {
    let kept = "";
    while (!keepsAll) {
      const start = eventStart.exec(pending);
      const end = start && eventEnd.exec(pending.slice(start.index));
      if (!start || !end) {
        // The last line, or an event, may go on.
        kept += move(start ? start.index : pending.length - lengthOfLastLine(pending));
        keepsAll = pending.length > MAX_EVENT_CHARS;
        break;
      }
      kept += move(start.index);
      const event = move(end.index + end[0].length);
      if (passed <= wholeChars || mayTouch(event, window)) kept += event;
    }
    return keepsAll ? kept + move(pending.length) : kept;
  }

  function move(length: number): string {
    const text = pending.slice(0, length);
    pending = pending.slice(length);
    passed += length;
    return text;
  }

  return new TransformStream({
    async transform(chunk, controller) {
      pending += decoder.decode(chunk, { stream: true });
      const kept = take();
      if (kept) controller.enqueue(encoder.encode(kept));
      // Many chunks may be there at once: what else is due has its turn between them.
      sinceTurn += chunk.length;
      if (sinceTurn < BYTES_AT_ONCE) return;
      sinceTurn = 0;
      await letOthers();
    },
    flush(controller) {
      pending += decoder.decode();
      controller.enqueue(encoder.encode(take() + pending));
    },
  });
}

/** With the line break before it. */
function lengthOfLastLine(text: string): number {
  const at = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r", text.length - 2));
  return text.length - Math.max(0, at);
}

const filter: ContentFilter = {
  properties: new Set(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "RECURRENCE-ID", "FREEBUSY"],
  ),
  params: new Set(["RANGE"]),
};

/** False only for a single event whose own times, in any zone, are outside of the window. */
function mayTouch(text: string, window: Span): boolean {
  if (/RRULE|RDATE|RECURRENCE-ID/i.test(text)) return true;
  let event: Component | undefined, others: Component[];
  try {
    const [calendar] = parseCalendars(`BEGIN:VCALENDAR${text}\r\nEND:VCALENDAR`, filter);
    [event, ...others] = calendar?.components ?? [];
  } catch (error) {
    if (!(error instanceof InvalidICalendar)) throw error;
    return true;
  }
  if (!event || others.length > 0 || event.invalidLines.length > 0) return true;
  const isSingle = event.properties.every(({ name }) => /^(DTSTART|DTEND|DURATION)$/.test(name));
  const hasOneTime = properties(event, "DTSTART").length === 1 &&
    properties(event, "DTEND").length <= 1;
  const [named] = namedTime(event, EVER);
  const isOutside = named !== undefined && !(named.start < window.end && named.end > window.start);
  return !(isSingle && hasOneTime && isOutside);
}

const EVER = { start: -8.64e15, end: 8.64e15 };
