import { createHash } from "node:crypto";
import { merge, type Span } from "$lib/scheduling/span.ts";
import type { Unread } from "./calendar.ts";
import {
  BrokenContent,
  type Component,
  properties,
  property,
  readCalendars,
  unescaped,
  type Wanted,
} from "./content.ts";
import { blocks, BrokenEvent, type Event, readDuration, type Reader, readEvent } from "./event.ts";
import { type Budget, TooMuch } from "./recurrence.ts";
import { timeOfSeries } from "./series.ts";
import { clockOf, zoneFinder } from "./zones.ts";

/** Steps that one object may cost: some tens of milliseconds. */
const STEPS = 300_000;

/** Steps that all objects of one text may cost together, and for each character more. */
const STEPS_OF_ALL = 500_000, STEPS_A_CHARACTER = 0.1;

/** What tells when somebody is busy; of everything else nothing is kept in memory. */
const telling: Wanted = {
  lines: new Set(
    ["UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY"]
      .concat("TRANSP", "STATUS", "ATTENDEE", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "TZID")
      .concat("TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-TIMEZONE"),
  ),
  params: new Set(["TZID", "RANGE", "PARTSTAT", "FBTYPE"]),
};

/** Busy time of one UID inside the window. */
export interface ObjectTime {
  uid: string;
  title: string;
  /** Ordered, neither overlapping nor touching. */
  busy: Span[];
  /** Why some of it is only assumed: `rule`, `zone` or `too-much`; null when all is known. */
  unknown: string | null;
}

/** What iCalendar text says about a window. */
export interface Reading {
  objects: ObjectTime[];
  /** Events whose time could not be read, or not all of it. */
  skipped: Unread[];
}

/**
 * When iCalendar text makes a person busy within a window: recurrence, exceptions, moved and cancelled instances,
 * all-day and floating times in `zone`. What cannot be known counts as busy. Throws `BrokenContent` for what is not iCalendar.
 */
export function busySpans(
  text: string,
  window: Span,
  zone: string,
  self: readonly string[] = [],
): Reading {
  const host = clockOf(zone);
  const reading: Reading = { objects: [], skipped: [] };
  let left = STEPS_OF_ALL + text.length * STEPS_A_CHARACTER;
  for (const calendar of readCalendars(text, telling)) {
    const find = zoneFinder(calendar);
    const named = property(calendar, "X-WR-TIMEZONE")?.value.trim();
    const reader: Reader = {
      host,
      floating: named ? find(named) : host,
      find,
      self: self.map((address) => address.toLowerCase()),
    };
    for (const [uid, components] of byUid(calendar)) {
      const budget = { steps: Math.min(STEPS, left) };
      const given = budget.steps;
      reading.objects.push(...timeOf(uid, components, reader, window, budget, reading));
      left -= given - Math.max(0, budget.steps);
    }
    for (const component of calendar.components) {
      if (component.name === "VFREEBUSY") {
        reading.objects.push(published(component, window, reading));
      }
    }
  }
  return reading;
}

/** Busy time of the components of one UID; none, and said, where nothing of them can be read. */
function timeOf(
  uid: string,
  components: Component[],
  reader: Reader,
  window: Span,
  budget: Budget,
  reading: Reading,
): ObjectTime[] {
  const read = components.flatMap((component) =>
    orSkip(reading, component, reader, () => ({ component, event: readEvent(component, reader) }))
  );
  const events = read.map(({ event }) => event);
  // What takes no time itself may be the series of a change that does.
  const isCarried = events.some(({ blocks, replaces }) => blocks && replaces?.andFuture);
  for (const { event, component } of read) {
    if (!event.blocks && !isCarried) continue;
    for (const why of doubtsOf(event, component, window)) noteUnread(reading, component, why);
  }
  const [first] = components;
  if (events.length === 0 || !first) return [];
  const masters = events.filter((event) => !event.replaces);
  const overrides = events.filter((event) => event.replaces);
  if (masters.length === 0 && overrides.some(({ replaces }) => replaces?.andFuture)) {
    noteUnread(reading, first, "a change of a series that is not there");
  }
  const title = (masters[0] ?? overrides[0])?.title ?? "";
  return orSkip(reading, first, reader, () => {
    const { busy, unknown } = timeOfSeries(masters, overrides, window, budget);
    return { uid, title, busy: merge(busy), unknown };
  });
}

function byUid(calendar: Component): Map<string, Component[]> {
  const objects = new Map<string, Component[]>();
  for (const [index, component] of calendar.components.entries()) {
    if (component.name !== "VEVENT") continue;
    const uid = uidOf(component) ?? `without-uid-${index}`;
    const known = objects.get(uid);
    if (known) known.push(component);
    else objects.set(uid, [component]);
  }
  return objects;
}

/** Longer than programs make a UID: it stands for itself by its hash, as a record holds only so much. */
const LONGEST_UID = 300;

function uidOf(component: Component): string | undefined {
  const uid = property(component, "UID")?.value.trim();
  return uid && uid.length > LONGEST_UID ? markOf(uid) : uid;
}

function orSkip<T>(reading: Reading, component: Component, reader: Reader, read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    // A zone of endless rules costs too much wherever it is asked for.
    const why = error instanceof TooMuch ? "more rules than can be followed" : messageOf(error);
    // What takes nobody's time takes none wherever it lies.
    if (blocks(component, reader)) {
      noteUnread(reading, component, why);
    }
    return [];
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof BrokenEvent)) throw error;
  return error.message;
}

/** Entries that cannot be read: with more than these the whole text counts as unreadable. */
const MOST_UNREAD = 1_000;

function noteUnread(reading: Reading, component: Component, why: string) {
  if (reading.skipped.length === MOST_UNREAD) {
    throw new BrokenContent("too much that cannot be read");
  }
  reading.skipped.push(unreadOf(component, why));
}

/** Longer than events last whose end nobody can read. */
const LONGEST = 31 * 86_400_000;

/** What of an event could not be read and may reach into the window; what says more than one time, or may have said it, may reach anywhere. */
function doubtsOf(
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
function unreadOf(component: Component, why: string): Unread {
  const said = component.properties.map(({ name, params, value }) => [name, params, value]);
  const title = unescaped(property(component, "SUMMARY")?.value ?? "").slice(0, 200);
  return { why, title, mark: markOf(`${why} ${JSON.stringify(said)}`) };
}

/** Names a text that cannot be read. */
export function markOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

const MOST_PERIODS = 20_000;

/** VFREEBUSY: everything in it that is not FREE (RFC 5545 §3.8.2.6); its times are in UTC. */
function published(component: Component, window: Span, reading: Reading): ObjectTime {
  const busy: Span[] = [];
  const unread = new Set<string>();
  let count = 0;
  for (const line of properties(component, "FREEBUSY")) {
    if (line.params.FBTYPE?.toUpperCase() === "FREE") continue;
    const periods = line.value.split(",", MOST_PERIODS + 1);
    if ((count += periods.length) > MOST_PERIODS) {
      unread.add("more periods than can be read");
      break;
    }
    for (const period of periods) {
      try {
        const { start, end } = periodOf(period);
        if (start < window.end && window.start < end) {
          busy.push({ start: Math.max(start, window.start), end: Math.min(end, window.end) });
        }
      } catch (error) {
        if (!(error instanceof BrokenEvent)) throw error;
        unread.add(error.message);
      }
    }
  }
  for (const why of unread) noteUnread(reading, component, why);
  return { uid: uidOf(component) ?? "", title: "", busy: merge(busy), unknown: null };
}

function periodOf(text: string): Span {
  const [from = "", to = ""] = text.trim().split("/");
  const start = utcInstant(from);
  const length = /^[+-]?P/i.test(to) ? readDuration(to) : null;
  const end = length ? start + length.days * 86_400_000 + length.ms : utcInstant(to);
  if (end < start) throw new BrokenEvent("a period that cannot be read");
  return { start, end };
}

function utcInstant(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i.exec(text);
  if (!match) throw new BrokenEvent("a period that cannot be read");
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}
