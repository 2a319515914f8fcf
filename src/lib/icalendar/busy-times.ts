import type { TitledSpan } from "$lib/scheduling/entry-title.ts";
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
import { namedTime } from "./named-time.ts";
import { parseEvent } from "./vevent.ts";
import type { ParseContext } from "./date-time.ts";
import { freeBusyPeriods } from "./free-busy.ts";
import { BudgetExceeded, type ExpansionBudget } from "./expand-rule.ts";
import { selectRevisions } from "./revisions.ts";
import { busyTimeOfSeries } from "./expand-series.ts";
import { type ZoneAlternatives, zoneAlternatives } from "./zone-alternatives.ts";
import { zoneResolver } from "./zone-resolver.ts";
import { zoneClockOf } from "./zone-clock.ts";
import { timeWithUnreadEnds } from "./unread-ends.ts";

/** Expansion steps of one object: some tens of milliseconds. */
const STEPS_PER_OBJECT = 300_000;

/** Expansion steps of all objects of one text together, and more for each character. */
const STEPS_PER_TEXT = 500_000, STEPS_PER_CHARACTER = 0.1;

const invalidLineReason = "a line that cannot be read";

/** Properties and parameters that busy times depend on; others are not kept in memory. */
const busyTimeProperties: ContentFilter = {
  properties: new Set(
    ["UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY"]
      .concat("TRANSP", "STATUS", "ATTENDEE", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "TZID")
      .concat("TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-TIMEZONE", "SEQUENCE", "CLASS"),
  ),
  params: new Set(["TZID", "RANGE", "PARTSTAT", "EMAIL", "FBTYPE"]),
};

/** Busy times of one UID inside the window. */
export interface ObjectBusyTime {
  uid: string;
  /** "" for a private one, too. */
  title: string;
  isPrivate?: true;
  /** Occurrences with a title of their own, null for private ones; they are busy times as well. */
  renamed?: TitledSpan[];
  /** Ordered, neither overlapping nor touching. */
  busy: Span[];
  /** Why `busy` may be wider than the events: `rule`, `zone`, `end`, `too-much` or `twice`; null when it is exact. */
  approximate: string | null;
}

/** The busy times of an object with their titles, null for private ones. */
export function titledBusy(
  { busy, title, isPrivate, renamed = [] }: ObjectBusyTime,
): TitledSpan[] {
  const otherwise = new Map(renamed.map((each) => [`${each.start}-${each.end}`, each]));
  return busy.map((time) =>
    otherwise.get(`${time.start}-${time.end}`) ?? { ...time, title: isPrivate ? null : title }
  );
}

/** Busy times of an iCalendar text in a window. */
export interface ParsedBusyTimes {
  objects: ObjectBusyTime[];
  /** Events whose time could not be read in full. */
  unreadable: UnreadableEntry[];
}

/**
 * Busy times of an iCalendar text within a window, with recurrence, exceptions and overrides; all-day and floating times
 * are in `zone`. Uncertain times count as busy. Throws `InvalidICalendar`.
 */
export function parseBusyTimes(
  text: string,
  window: Span,
  zone: string,
  ownAddresses: readonly string[] = [],
): ParsedBusyTimes {
  const host = zoneClockOf(zone);
  const result: ParsedBusyTimes = { objects: [], unreadable: [] };
  let remainingSteps = STEPS_PER_TEXT + text.length * STEPS_PER_CHARACTER;
  for (const calendar of parseCalendars(text, busyTimeProperties)) {
    const findZone = zoneResolver(calendar, window);
    const calendarZone = property(calendar, "X-WR-TIMEZONE")?.value.trim();
    const zones = zoneAlternatives({
      hostClock: host,
      floatingClock: calendarZone ? orUnknownZone(() => findZone(calendarZone)) : host,
      findZone,
      ownAddresses: ownAddresses.map((address) => address.toLowerCase()),
    });
    // Invalid lines directly in VCALENDAR may belong to any entry.
    if (calendar.invalidLines.length > 0) {
      addUnreadable(result.unreadable, {
        reason: invalidLineReason,
        title: "",
        fingerprint: unreadableFingerprint(text),
        busy: namedTime(calendar, window),
      });
    }
    for (const [uid, components] of groupByUid(calendar)) {
      const budget = { steps: Math.min(STEPS_PER_OBJECT, remainingSteps) };
      const allotted = budget.steps;
      result.objects.push(...busyTimeOf(uid, components, zones, window, budget, result));
      remainingSteps -= allotted - Math.max(0, budget.steps);
    }
    for (const component of calendar.components) {
      if (component.name !== "VFREEBUSY") continue;
      const read = collectUnreadable(
        result.unreadable,
        [component],
        zones.likeliest,
        window,
        () => freeBusyPeriods(component, window),
      );
      for (const { busy, problems } of read) {
        for (const reason of problems) {
          addUnreadable(result.unreadable, describeUnreadable(component, reason));
        }
        result.objects.push({ uid: uidOf(component) ?? "", title: "", busy, approximate: null });
      }
    }
  }
  return result;
}

/** Null for a zone whose rules cost too much. */
function orUnknownZone<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return null;
  }
}

/** Busy times of the components of one UID, merged over all meanings of ambiguous zones. */
function busyTimeOf(
  uid: string,
  components: Component[],
  zones: ZoneAlternatives,
  window: Span,
  budget: ExpansionBudget,
  result: ParsedBusyTimes,
): ObjectBusyTime[] {
  zones.reset();
  const likeliest = busyTimeInContext(uid, components, zones.likeliest, window, budget, result);
  const alternatives = zones.alternatives();
  if (alternatives.length === 0) return likeliest;
  const combined: ParsedBusyTimes = { objects: [...likeliest], unreadable: [] };
  for (const context of alternatives) {
    combined.objects.push(...busyTimeInContext(uid, components, context, window, budget, combined));
  }
  for (const unread of combined.unreadable) {
    const known = result.unreadable.find(({ fingerprint }) => fingerprint === unread.fingerprint);
    if (!known) addUnreadable(result.unreadable, unread);
    else known.busy = merge([...known.busy ?? [], ...unread.busy ?? []]);
  }
  const [first] = combined.objects;
  if (!first) return [];
  const busy = merge(combined.objects.flatMap((each) => each.busy));
  const isWider = JSON.stringify(busy) !== JSON.stringify(first.busy);
  return [{ ...first, busy, approximate: first.approximate ?? (isWider ? "zone" : null) }];
}

/** Busy times in one parse context; unreadable components are added to `result`. */
function busyTimeInContext(
  uid: string,
  components: Component[],
  context: ParseContext,
  window: Span,
  budget: ExpansionBudget,
  result: ParsedBusyTimes,
): ObjectBusyTime[] {
  const read = components.flatMap((component) =>
    collectUnreadable(
      result.unreadable,
      [component],
      context,
      window,
      () => ({ component, event: parseEvent(component, context) }),
    )
  );
  const events = read.map(({ event }) => event);
  const { masters, overrides, overridesWithoutEnd } = selectRevisions(events);
  for (const event of overridesWithoutEnd) event.problems.push("an instance without an end");
  // A transparent series may have an opaque THISANDFUTURE override.
  const hasOpaqueFuture = events.some(({ isOpaque, recurrenceId }) =>
    isOpaque && recurrenceId?.thisAndFuture
  );
  const named = masters[0] ?? overrides[0];
  const found = collectUnreadable(result.unreadable, components, context, window, () => {
    const { busy, renamed, approximate } = busyTimeOfSeries(masters, overrides, window, budget);
    const object: ObjectBusyTime = {
      uid,
      title: named && !named.isPrivate ? named.title : "",
      ...named?.isPrivate ? { isPrivate: true as const } : {},
      ...renamed.length > 0 ? { renamed } : {},
      busy: merge(busy),
      approximate: approximate ?? (masters.length > 1 ? "twice" : null),
    };
    const possible = timeWithUnreadEnds(masters, overrides, window, budget, object.busy);
    return { object, possible };
  });
  const possible = found.flatMap((each) => each.possible);
  for (const { event, component } of read) {
    if (!event.isOpaque && !hasOpaqueFuture && possible.length === 0) continue;
    for (const reason of relevantProblems(event, component, window)) {
      const dates = isSingle(component) ? namedTime(component, window) : [];
      const busy = merge([...dates, ...possible]);
      addUnreadable(result.unreadable, { ...describeUnreadable(component, reason), busy });
    }
  }
  const [first] = components;
  if (events.length === 0 || !first) return [];
  if (masters.length === 0 && overrides.some(({ recurrenceId }) => recurrenceId?.thisAndFuture)) {
    addUnreadable(
      result.unreadable,
      describeUnreadable(first, "a change of a series that is not there"),
    );
  }
  return found.map(({ object }) => object);
}

/** Whether an entry has no rule or further dates that are read apart from its problems. */
function isSingle(component: Component): boolean {
  return !component.properties.some(({ name }) => name === "RRULE" || name === "RDATE");
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

/** A longer UID is replaced by its hash, because records have a maximum size. */
const MAX_UID_LENGTH = 300;

function uidOf(component: Component): string | undefined {
  const uid = property(component, "UID")?.value.trim();
  return uid && uid.length > MAX_UID_LENGTH ? unreadableFingerprint(uid) : uid;
}
