/** Collects entries of a calendar that cannot be read, without failing the others. */
import { createHash } from "node:crypto";
import { DAY } from "$lib/scheduling/durations.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";
import { type Component, InvalidICalendar, property, unescapeText } from "./content-lines.ts";
import type { VEvent } from "./vevent.ts";
import { namedTime } from "./named-time.ts";
import { isOpaque } from "./opaque.ts";
import { InvalidEvent, type ParseContext } from "./date-time.ts";
import { BudgetExceeded } from "./expand-rule.ts";

/** With more than these the whole text counts as unreadable. */
const MAX_UNREADABLE = 1_000;

/**
 * The result of `read`; an error, also an unexpected one, is collected as an unreadable entry, which may hold all time in
 * the window that its components name.
 */
export function collectUnreadable<T>(
  skipped: UnreadableEntry[],
  components: Component[],
  context: ParseContext,
  window: Span,
  read: () => T,
): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof InvalidICalendar) throw error;
    // A transparent entry is never busy, whatever its time.
    const blocking = components.filter((each) => mayBeOpaque(each, context));
    if (blocking[0]) {
      addUnreadable(skipped, {
        ...describeUnreadable(blocking[0], reasonFor(error)),
        ...traceIfOurs(error),
        busy: merge(blocking.flatMap((each) => namedTime(each, window))),
      });
    }
    return [];
  }
}

function mayBeOpaque(component: Component, context: ParseContext): boolean {
  try {
    return isOpaque(component, context);
  } catch {
    return true; // the error that is being collected
  }
}

function reasonFor(error: unknown): string {
  // Also thrown by a zone whose rules cost too much.
  if (error instanceof BudgetExceeded) return "more rules than can be followed";
  return error instanceof InvalidEvent ? error.message : "a fault of ours";
}

function traceIfOurs(error: unknown): Pick<UnreadableEntry, "errorTrace"> {
  const isEntryFault = error instanceof BudgetExceeded || error instanceof InvalidEvent;
  return isEntryFault ? {} : { errorTrace: stackTraceOf(error) };
}

/** The stack trace of an error. */
export function stackTraceOf(error: unknown): string {
  return String(error instanceof Error ? error.stack ?? error : error).slice(0, 2_000);
}

/** Adds an unreadable entry. Throws `InvalidICalendar` beyond `MAX_UNREADABLE`. */
export function addUnreadable(skipped: UnreadableEntry[], entry: UnreadableEntry) {
  if (skipped.length === MAX_UNREADABLE) throw new InvalidICalendar("too much that cannot be read");
  skipped.push(entry);
}

/** The assumed maximum duration of an event with an unreadable end. */
const MAX_UNKNOWN_DURATION = 31 * DAY;

/** The problems of an event that may concern the window: none when it is over, all when it may repeat. */
export function relevantProblems(
  { problems, start, recurrenceId }: VEvent,
  component: Component,
  window: Span,
): string[] {
  const repeats = component.invalidLines.length > 0 ||
    component.properties.some(({ name, params }) =>
      name === "RRULE" || name === "RDATE" || params.RANGE !== undefined ||
      name === "RECURRENCE-ID" && !recurrenceId
    );
  const isOver = !repeats && start.wall < window.start - MAX_UNKNOWN_DURATION;
  return isOver ? [] : problems;
}

/** The unreadable entry for a component, with a fingerprint of its kept properties. */
export function describeUnreadable(component: Component, reason: string): UnreadableEntry {
  const content: unknown[] = component.properties.map(({ name, params, value }) => [
    name,
    params,
    value,
  ]);
  if (component.invalidLines.length > 0) content.push(component.invalidLines);
  const title = unescapeText(property(component, "SUMMARY")?.value ?? "").slice(0, 200);
  return {
    reason,
    title,
    fingerprint: unreadableFingerprint(`${reason} ${JSON.stringify(content)}`),
  };
}

/** The fingerprint of an unreadable text. */
export function unreadableFingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

/** An entry whose time could not be read in full: it may be any time, most likely one that it names. */
export interface UnreadableEntry {
  reason: string;
  /** Its SUMMARY, as far as readable. */
  title: string;
  /** A hash of its content, so that the host's acceptance ends when it changes. */
  fingerprint: string;
  /** The time that it may hold, ordered, where it names a date and nothing else of it was read. */
  busy?: Span[];
  /** The stack trace for the log, when the error is ours. */
  errorTrace?: string;
}
