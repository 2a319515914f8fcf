/** Entries of a calendar that cannot be read: they are counted and told, and take no other with them. */
import { createHash } from "node:crypto";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type Component, InvalidICalendar, property, unescapeText } from "./content-lines.ts";
import { InvalidEvent, isOpaque, type ParseContext, type VEvent } from "./vevent.ts";
import { BudgetExceeded } from "./expand-rule.ts";

/** With more than these the whole text counts as unreadable. */
const MAX_UNREADABLE = 1_000;

/** Reads what some components say; what cannot be read is noted, also where the fault is ours. */
export function collectUnreadable<T>(
  skipped: UnreadableEntry[],
  components: Component[],
  reader: ParseContext,
  read: () => T,
): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof InvalidICalendar) throw error;
    // What takes nobody's time takes none wherever it lies.
    const component = components.find((each) => mayBeOpaque(each, reader));
    if (component) {
      addUnreadable(skipped, {
        ...describeUnreadable(component, reasonFor(error)),
        ...traceIfOurs(error),
      });
    }
    return [];
  }
}

function mayBeOpaque(component: Component, reader: ParseContext): boolean {
  try {
    return isOpaque(component, reader);
  } catch {
    return true; // the fault that is being noted
  }
}

function reasonFor(error: unknown): string {
  // A zone of endless rules costs too much wherever it is asked for.
  if (error instanceof BudgetExceeded) return "more rules than can be followed";
  return error instanceof InvalidEvent ? error.message : "a fault of ours";
}

function traceIfOurs(error: unknown): Pick<UnreadableEntry, "errorTrace"> {
  const isTheirs = error instanceof BudgetExceeded || error instanceof InvalidEvent;
  return isTheirs ? {} : { errorTrace: stackTraceOf(error) };
}

/** Where in the program an error comes from. */
export function stackTraceOf(error: unknown): string {
  return String(error instanceof Error ? error.stack ?? error : error).slice(0, 2_000);
}

/** Counts an entry that could not be read, or not all of it. */
export function addUnreadable(skipped: UnreadableEntry[], unread: UnreadableEntry) {
  if (skipped.length === MAX_UNREADABLE) throw new InvalidICalendar("too much that cannot be read");
  skipped.push(unread);
}

/** Longer than events last whose end nobody can read. */
const MAX_UNKNOWN_DURATION = 31 * DAY;

/** What of an event could not be read and may reach into the window; what says more than one time, or may have said it, may reach anywhere. */
export function relevantProblems(
  { problems, start, recurrenceId }: VEvent,
  component: Component,
  window: Span,
): string[] {
  const repeats = component.invalidLines > 0 ||
    component.properties.some(({ name, params }) =>
      name === "RRULE" || name === "RDATE" || params.RANGE !== undefined ||
      name === "RECURRENCE-ID" && !recurrenceId
    );
  const isOver = !repeats && start.wall < window.start - MAX_UNKNOWN_DURATION;
  return isOver ? [] : problems;
}

/** A component that could not be read; its mark is made of all that tells its time. */
export function describeUnreadable(component: Component, why: string): UnreadableEntry {
  const said = component.properties.map(({ name, params, value }) => [name, params, value]);
  const title = unescapeText(property(component, "SUMMARY")?.value ?? "").slice(0, 200);
  return { why, title, fingerprint: unreadableFingerprint(`${why} ${JSON.stringify(said)}`) };
}

/** Names a text that cannot be read. */
export function unreadableFingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

/** Something whose time could not be read, or not all of it: it may be any time. */
export interface UnreadableEntry {
  why: string;
  /** What it is called, as far as that can be read. */
  title: string;
  /** The same for the same content, another one once that is changed: a host who accepts it accepts no other. */
  fingerprint: string;
  /** Where in the program, if it is no fault of the entry's: for the log. */
  errorTrace?: string;
}
