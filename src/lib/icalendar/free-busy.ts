/** Published free/busy times (VFREEBUSY, RFC 5545 §3.6.4). */
import { merge, type Span } from "$lib/scheduling/span.ts";
import { type Component, properties } from "./content-lines.ts";
import { msOf, parseDuration } from "./event-duration.ts";
import { InvalidEvent } from "./date-time.ts";

const MAX_PERIODS = 20_000;

/** Periods of a VFREEBUSY within a window that are not FREE (§3.8.2.6), and the problems of unreadable ones. */
export function freeBusyPeriods(
  component: Component,
  window: Span,
): { busy: Span[]; problems: Set<string> } {
  const busy: Span[] = [];
  const problems = new Set<string>(
    component.invalidLines.length > 0 ? ["a line that cannot be read"] : [],
  );
  let count = 0;
  for (const property of properties(component, "FREEBUSY")) {
    if (property.params.FBTYPE?.toUpperCase() === "FREE") continue;
    const periods = property.value.split(",", MAX_PERIODS + 1);
    if ((count += periods.length) > MAX_PERIODS) {
      problems.add("more periods than can be read");
      break;
    }
    for (const period of periods) {
      try {
        const { start, end } = periodOf(period);
        if (start < window.end && window.start < end) {
          busy.push({ start: Math.max(start, window.start), end: Math.min(end, window.end) });
        }
      } catch (error) {
        if (!(error instanceof InvalidEvent)) throw error;
        problems.add(error.message);
      }
    }
  }
  return { busy: merge(busy), problems };
}

function periodOf(text: string): Span {
  const [from = "", to = ""] = text.trim().split("/");
  const start = utcInstant(from);
  const length = /^[+-]?P/i.test(to) ? parseDuration(to) : null;
  const end = length ? start + msOf(length) : utcInstant(to);
  if (end < start) throw new InvalidEvent("a period that cannot be read");
  return { start, end };
}

/** Times in a VFREEBUSY are UTC. */
function utcInstant(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i.exec(text);
  if (!match) throw new InvalidEvent("a period that cannot be read");
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}
