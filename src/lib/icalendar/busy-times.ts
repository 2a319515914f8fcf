import { merge, type Span } from "$lib/scheduling/span.ts";
import {
  addUnreadable,
  collectUnreadable,
  describeUnreadable,
  relevantProblems,
  type UnreadableEntry,
  unreadableFingerprint,
} from "./unreadable-entries.ts";
import { type Component, type ContentFilter, parseCalendars, property } from "./content-lines.ts";
import { type ParseContext, parseEvent } from "./vevent.ts";
import { freeBusyPeriods } from "./free-busy.ts";
import { BudgetExceeded, type ExpansionBudget } from "./expand-rule.ts";
import { selectRevisions } from "./revisions.ts";
import { busyTimeOfSeries } from "./expand-series.ts";
import { type ZoneAlternatives, zoneAlternatives } from "./zone-alternatives.ts";
import { zoneResolver } from "./zone-resolver.ts";
import { zoneClockOf } from "./zone-clock.ts";

/** Steps that one object may cost: some tens of milliseconds. */
const STEPS_PER_OBJECT = 300_000;

/** Steps that all objects of one text may cost together, and for each character more. */
const STEPS_PER_TEXT = 500_000, STEPS_PER_CHARACTER = 0.1;

const invalidLineReason = "a line that cannot be read";

/** What tells when somebody is busy; of everything else nothing is kept in memory. */
const busyTimeProperties: ContentFilter = {
  properties: new Set(
    ["UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY"]
      .concat("TRANSP", "STATUS", "ATTENDEE", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "TZID")
      .concat("TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-TIMEZONE", "SEQUENCE"),
  ),
  params: new Set(["TZID", "RANGE", "PARTSTAT", "EMAIL", "FBTYPE"]),
};

/** Busy time of one UID inside the window. */
export interface ObjectBusyTime {
  uid: string;
  title: string;
  /** Ordered, neither overlapping nor touching. */
  busy: Span[];
  /** Why some of it is only assumed: `rule`, `zone` or `too-much`; null when all is known. */
  approximate: string | null;
}

/** What iCalendar text says about a window. */
export interface ParsedBusyTimes {
  objects: ObjectBusyTime[];
  /** Events whose time could not be read, or not all of it. */
  unreadable: UnreadableEntry[];
}

/**
 * When iCalendar text makes a person busy within a window: recurrence, exceptions, moved and cancelled instances,
 * all-day and floating times in `zone`. What cannot be known counts as busy. Throws `BrokenContent` for what is not iCalendar.
 */
export function parseBusyTimes(
  text: string,
  window: Span,
  zone: string,
  self: readonly string[] = [],
): ParsedBusyTimes {
  const host = zoneClockOf(zone);
  const reading: ParsedBusyTimes = { objects: [], unreadable: [] };
  let left = STEPS_PER_TEXT + text.length * STEPS_PER_CHARACTER;
  for (const calendar of parseCalendars(text, busyTimeProperties)) {
    const find = zoneResolver(calendar, window);
    const named = property(calendar, "X-WR-TIMEZONE")?.value.trim();
    const meanings = zoneAlternatives({
      hostClock: host,
      floatingClock: named ? orUnknownZone(() => find(named)) : host,
      findZone: find,
      ownAddresses: self.map((address) => address.toLowerCase()),
    });
    // Nobody knows which entry it was to belong to.
    if (calendar.invalidLines > 0) {
      addUnreadable(reading.unreadable, {
        why: invalidLineReason,
        title: "",
        fingerprint: unreadableFingerprint(text),
      });
    }
    for (const [uid, components] of groupByUid(calendar)) {
      const budget = { steps: Math.min(STEPS_PER_OBJECT, left) };
      const given = budget.steps;
      reading.objects.push(...busyTimeOf(uid, components, meanings, window, budget, reading));
      left -= given - Math.max(0, budget.steps);
    }
    for (const component of calendar.components) {
      if (component.name !== "VFREEBUSY") continue;
      const read = collectUnreadable(
        reading.unreadable,
        [component],
        meanings.likeliest,
        () => freeBusyPeriods(component, window),
      );
      for (const { busy, unread } of read) {
        for (const why of unread) {
          addUnreadable(reading.unreadable, describeUnreadable(component, why));
        }
        reading.objects.push({ uid: uidOf(component) ?? "", title: "", busy, approximate: null });
      }
    }
  }
  return reading;
}

/** A zone that cannot be read is one that nobody knows. */
function orUnknownZone<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return null;
  }
}

/** Busy time of the components of one UID, whatever their zones may mean. */
function busyTimeOf(
  uid: string,
  components: Component[],
  meanings: ZoneAlternatives,
  window: Span,
  budget: ExpansionBudget,
  reading: ParsedBusyTimes,
): ObjectBusyTime[] {
  meanings.reset();
  const likeliest = busyTimeInContext(uid, components, meanings.likeliest, window, budget, reading);
  const others = meanings.alternatives();
  if (others.length === 0) return likeliest;
  const more: ParsedBusyTimes = { objects: [...likeliest], unreadable: [] };
  for (const reader of others) {
    more.objects.push(...busyTimeInContext(uid, components, reader, window, budget, more));
  }
  const noted = new Set(reading.unreadable.map(({ fingerprint }) => fingerprint));
  for (const unread of more.unreadable) {
    if (!noted.has(unread.fingerprint)) addUnreadable(reading.unreadable, unread);
    noted.add(unread.fingerprint);
  }
  const [first] = more.objects;
  if (!first) return [];
  const busy = merge(more.objects.flatMap((each) => each.busy));
  const isWider = JSON.stringify(busy) !== JSON.stringify(first.busy);
  return [{ ...first, busy, approximate: first.approximate ?? (isWider ? "zone" : null) }];
}

/** Busy time as one reader understands it; none, and said, where nothing of it can be read. */
function busyTimeInContext(
  uid: string,
  components: Component[],
  reader: ParseContext,
  window: Span,
  budget: ExpansionBudget,
  reading: ParsedBusyTimes,
): ObjectBusyTime[] {
  const read = components.flatMap((component) =>
    collectUnreadable(
      reading.unreadable,
      [component],
      reader,
      () => ({ component, event: parseEvent(component, reader) }),
    )
  );
  const events = read.map(({ event }) => event);
  const { masters, overrides, overridesWithoutEnd } = selectRevisions(events);
  for (const event of overridesWithoutEnd) event.problems.push("an instance without an end");
  // What takes no time itself may be the series of a change that does.
  const isCarried = events.some(({ isOpaque, recurrenceId }) =>
    isOpaque && recurrenceId?.andFuture
  );
  for (const { event, component } of read) {
    if (!event.isOpaque && !isCarried) continue;
    for (const why of relevantProblems(event, component, window)) {
      addUnreadable(reading.unreadable, describeUnreadable(component, why));
    }
  }
  const [first] = components;
  if (events.length === 0 || !first) return [];
  if (masters.length === 0 && overrides.some(({ recurrenceId }) => recurrenceId?.andFuture)) {
    addUnreadable(
      reading.unreadable,
      describeUnreadable(first, "a change of a series that is not there"),
    );
  }
  const title = (masters[0] ?? overrides[0])?.title ?? "";
  return collectUnreadable(reading.unreadable, components, reader, () => {
    const { busy, approximate } = busyTimeOfSeries(masters, overrides, window, budget);
    return {
      uid,
      title,
      busy: merge(busy),
      approximate: approximate ?? (masters.length > 1 ? "twice" : null),
    };
  });
}

function groupByUid(calendar: Component): Map<string, Component[]> {
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
const MAX_UID_LENGTH = 300;

function uidOf(component: Component): string | undefined {
  const uid = property(component, "UID")?.value.trim();
  return uid && uid.length > MAX_UID_LENGTH ? unreadableFingerprint(uid) : uid;
}
