import { merge, type Span } from "$lib/scheduling/span.ts";
import type { Unread } from "./calendar.ts";
import { type Component, property, readCalendars, type Wanted } from "./content.ts";
import { type Reader, readEvent } from "./event.ts";
import { publishedBusy } from "./free-busy.ts";
import { type Budget, TooMuch } from "./recurrence.ts";
import { revisions } from "./revisions.ts";
import { timeOfSeries } from "./series.ts";
import { type Interpretations, interpretations } from "./interpretations.ts";
import { doubtsOf, markOf, note, orNoted, unreadOf } from "./unread-entries.ts";
import { zoneFinder } from "./zone-finder.ts";
import { clockOf } from "./zones.ts";

/** Steps that one object may cost: some tens of milliseconds. */
const STEPS = 300_000;

/** Steps that all objects of one text may cost together, and for each character more. */
const STEPS_OF_ALL = 500_000, STEPS_A_CHARACTER = 0.1;

const brokenLine = "a line that cannot be read";

/** What tells when somebody is busy; of everything else nothing is kept in memory. */
const telling: Wanted = {
  lines: new Set(
    ["UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY"]
      .concat("TRANSP", "STATUS", "ATTENDEE", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "TZID")
      .concat("TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-TIMEZONE", "SEQUENCE"),
  ),
  params: new Set(["TZID", "RANGE", "PARTSTAT", "EMAIL", "FBTYPE"]),
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
    const find = zoneFinder(calendar, window);
    const named = property(calendar, "X-WR-TIMEZONE")?.value.trim();
    const meanings = interpretations({
      host,
      floating: named ? orNobodyKnows(() => find(named)) : host,
      find,
      self: self.map((address) => address.toLowerCase()),
    });
    // Nobody knows which entry it was to belong to.
    if (calendar.broken > 0) {
      note(reading.skipped, { why: brokenLine, title: "", mark: markOf(text) });
    }
    for (const [uid, components] of byUid(calendar)) {
      const budget = { steps: Math.min(STEPS, left) };
      const given = budget.steps;
      reading.objects.push(...timeOf(uid, components, meanings, window, budget, reading));
      left -= given - Math.max(0, budget.steps);
    }
    for (const component of calendar.components) {
      if (component.name !== "VFREEBUSY") continue;
      const read = orNoted(
        reading.skipped,
        [component],
        meanings.reader,
        () => publishedBusy(component, window),
      );
      for (const { busy, unread } of read) {
        for (const why of unread) note(reading.skipped, unreadOf(component, why));
        reading.objects.push({ uid: uidOf(component) ?? "", title: "", busy, unknown: null });
      }
    }
  }
  return reading;
}

/** A zone that cannot be read is one that nobody knows. */
function orNobodyKnows<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return null;
  }
}

/** Busy time of the components of one UID, whatever their zones may mean. */
function timeOf(
  uid: string,
  components: Component[],
  meanings: Interpretations,
  window: Span,
  budget: Budget,
  reading: Reading,
): ObjectTime[] {
  meanings.begin();
  const likeliest = timeAs(uid, components, meanings.reader, window, budget, reading);
  const others = meanings.others();
  if (others.length === 0) return likeliest;
  const more: Reading = { objects: [...likeliest], skipped: [] };
  for (const reader of others) {
    more.objects.push(...timeAs(uid, components, reader, window, budget, more));
  }
  const noted = new Set(reading.skipped.map(({ mark }) => mark));
  for (const unread of more.skipped) {
    if (!noted.has(unread.mark)) note(reading.skipped, unread);
    noted.add(unread.mark);
  }
  const [first] = more.objects;
  if (!first) return [];
  const busy = merge(more.objects.flatMap((each) => each.busy));
  const isWider = JSON.stringify(busy) !== JSON.stringify(first.busy);
  return [{ ...first, busy, unknown: first.unknown ?? (isWider ? "zone" : null) }];
}

/** Busy time as one reader understands it; none, and said, where nothing of it can be read. */
function timeAs(
  uid: string,
  components: Component[],
  reader: Reader,
  window: Span,
  budget: Budget,
  reading: Reading,
): ObjectTime[] {
  const read = components.flatMap((component) =>
    orNoted(
      reading.skipped,
      [component],
      reader,
      () => ({ component, event: readEvent(component, reader) }),
    )
  );
  const events = read.map(({ event }) => event);
  const { masters, overrides, endless } = revisions(events);
  for (const event of endless) event.unread.push("an instance without an end");
  // What takes no time itself may be the series of a change that does.
  const isCarried = events.some(({ blocks, replaces }) => blocks && replaces?.andFuture);
  for (const { event, component } of read) {
    if (!event.blocks && !isCarried) continue;
    for (const why of doubtsOf(event, component, window)) {
      note(reading.skipped, unreadOf(component, why));
    }
  }
  const [first] = components;
  if (events.length === 0 || !first) return [];
  if (masters.length === 0 && overrides.some(({ replaces }) => replaces?.andFuture)) {
    note(reading.skipped, unreadOf(first, "a change of a series that is not there"));
  }
  const title = (masters[0] ?? overrides[0])?.title ?? "";
  return orNoted(reading.skipped, components, reader, () => {
    const { busy, unknown } = timeOfSeries(masters, overrides, window, budget);
    return {
      uid,
      title,
      busy: merge(busy),
      unknown: unknown ?? (masters.length > 1 ? "twice" : null),
    };
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
