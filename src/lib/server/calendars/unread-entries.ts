/** Entries of a calendar that cannot be read: they are counted and told, and take no other with them. */
import { createHash } from "node:crypto";
import type { Span } from "$lib/scheduling/span.ts";
import type { Unread } from "./calendar.ts";
import { BrokenContent, type Component, property, unescaped } from "./content.ts";
import { blocks, BrokenEvent, type Event, type Reader } from "./event.ts";
import { TooMuch } from "./recurrence.ts";

/** With more than these the whole text counts as unreadable. */
const MOST_UNREAD = 1_000;

/** Reads what some components say; what cannot be read is noted, also where the fault is ours. */
export function orNoted<T>(
  skipped: Unread[],
  components: Component[],
  reader: Reader,
  read: () => T,
): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof BrokenContent) throw error;
    // What takes nobody's time takes none wherever it lies.
    const component = components.find((each) => mayBlock(each, reader));
    if (component) note(skipped, { ...unreadOf(component, reasonOf(error)), ...faultOf(error) });
    return [];
  }
}

function mayBlock(component: Component, reader: Reader): boolean {
  try {
    return blocks(component, reader);
  } catch {
    return true; // the fault that is being noted
  }
}

function reasonOf(error: unknown): string {
  // A zone of endless rules costs too much wherever it is asked for.
  if (error instanceof TooMuch) return "more rules than can be followed";
  return error instanceof BrokenEvent ? error.message : "a fault of ours";
}

function faultOf(error: unknown): Pick<Unread, "fault"> {
  const isTheirs = error instanceof TooMuch || error instanceof BrokenEvent;
  return isTheirs ? {} : { fault: faultIn(error) };
}

/** Where in the program an error comes from. */
export function faultIn(error: unknown): string {
  return String(error instanceof Error ? error.stack ?? error : error).slice(0, 2_000);
}

/** Counts an entry that could not be read, or not all of it. */
export function note(skipped: Unread[], unread: Unread) {
  if (skipped.length === MOST_UNREAD) throw new BrokenContent("too much that cannot be read");
  skipped.push(unread);
}

/** Longer than events last whose end nobody can read. */
const LONGEST = 31 * 86_400_000;

/** What of an event could not be read and may reach into the window; what says more than one time, or may have said it, may reach anywhere. */
export function doubtsOf(
  { unread, start, replaces }: Event,
  component: Component,
  window: Span,
): string[] {
  const repeats = component.broken > 0 ||
    component.properties.some(({ name, params }) =>
      name === "RRULE" || name === "RDATE" || params.RANGE !== undefined ||
      name === "RECURRENCE-ID" && !replaces
    );
  const isOver = !repeats && start.wall < window.start - LONGEST;
  return isOver ? [] : unread;
}

/** A component that could not be read; its mark is made of all that tells its time. */
export function unreadOf(component: Component, why: string): Unread {
  const said = component.properties.map(({ name, params, value }) => [name, params, value]);
  const title = unescaped(property(component, "SUMMARY")?.value ?? "").slice(0, 200);
  return { why, title, mark: markOf(`${why} ${JSON.stringify(said)}`) };
}

/** Names a text that cannot be read. */
export function markOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
