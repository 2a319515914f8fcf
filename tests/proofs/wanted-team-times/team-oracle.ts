/** What should be counted of a team: by the settings and bookings of its members alone. */
import { closedTimesIn } from "$lib/scheduling/availability-exceptions.ts";
import { fullPeriods } from "$lib/scheduling/booking-limits.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { datesAround, openWindowsOver, withoutClosures } from "$lib/scheduling/open-windows.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import { intersect, type Span } from "$lib/scheduling/span.ts";
import { reasonOfDay, reasonsAt, slotOf, type Wanted } from "../wanted-times/oracle.ts";
import { candidatesFor, type Settings, type TypeSettings } from "../wanted-times/settings.ts";

const MINUTE = 60_000, DAY = 86_400_000;

/** A type of a team: how its members are chosen. */
export interface TeamType extends TypeSettings {
  mode: "round-robin" | "collective";
}

/** A member: what they have set, and what holds their time. */
export interface Member {
  settings: Settings;
  holds: Hold[];
}

/** What decides on the times of a team; its bookings are holds that count once. */
export interface TeamState {
  zone: string;
  members: Member[];
  booked: Hold[];
}

/** The queries of all members, of a collective on the grid from where all are open. */
function queriesOf(
  { zone, members, booked }: TeamState,
  type: TeamType,
  { minutes, now, span }: Wanted,
): SlotQuery[] {
  const live = (holds: readonly Hold[]) =>
    holds.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const ahead = startOfDay(addDays(dateAt(now, zone), type.bookingWindowDays + 1), zone);
  const until = type.bookingWindowUntil;
  const ofType = live(booked.filter(({ typeId }) => typeId === type.slug));
  const queries = members.map(({ settings, holds }): SlotQuery => {
    const { overrides, timeOff, holidays, rules, hostLimits } = settings;
    const closures = closedTimesIn(
      { overrides, timeOff, holidays },
      settings.zone,
      ...datesAround(span, settings.zone, minutes),
    );
    const hours = openWindowsOver(rules, settings.zone, span, minutes, overrides);
    return {
      windows: withoutClosures(hours, closures),
      closures,
      minutes,
      slotIntervalMinutes: type.slotInterval ?? minutes,
      bufferBefore: type.bufferBefore,
      bufferAfter: type.bufferAfter,
      busy: [],
      holds: live(holds),
      now,
      earliest: now + type.minimumNotice * MINUTE,
      bookingWindowEnd: until === null ? ahead : startOfDay(addDays(until, 1), zone),
      fullPeriods: [
        ...fullPeriods(ofType, type.bookingLimits, "type", zone, now),
        ...fullPeriods(live(holds), hostLimits, "host", settings.zone, now),
      ],
      knownUntil: Infinity,
      window: span,
    };
  });
  if (type.mode === "round-robin") return queries;
  const grid = queries.map(({ windows }) => windows as readonly Span[]).reduce(intersect);
  return queries.map((query) => ({ ...query, grid }));
}

/** Whether anything of it is offered: by one member of a round robin, by all of a collective at once. */
export function isOffered(state: TeamState, type: TeamType, wanted: Wanted): boolean {
  const each = queriesOf(state, type, wanted).map((query) => new Set(computeSlots(query)));
  if (type.mode === "round-robin") return each.some(({ size }) => size > 0);
  return each.reduce((common, starts) => common.intersection(starts)).size > 0;
}

/** What a wanted time counts as, and the changes of the type that alone would have offered it; null for none. */
export function judged(
  state: TeamState,
  type: TeamType,
  wanted: Wanted,
): { date: string; slot: string; reasons: string; changes: string[] } | null {
  const { span, isDay, now, minutes } = wanted;
  const { zone } = state;
  const queries = queriesOf(state, type, wanted);
  const end = queries[0]!.bookingWindowEnd;
  const isAhead = isDay ? span.end > now && span.start < end : span.start > now;
  if (!isAhead || span.start > now + 366 * DAY || isOffered(state, type, wanted)) return null;
  const each = queries.map((query, n) =>
    isDay ? [reasonOfDay(state.members[n]!.settings, wanted, query)] : reasonsAt(span.start, query)
  );
  const common = ["notice", "window", "limit"]
    .filter((reason) => each.every((reasons) => reasons.includes(reason)));
  const settings = { ...state.members[0]!.settings, types: [type] };
  const changes = candidatesFor(settings, type, minutes, "")
    .filter(({ text }) => !/^(hours|open|between|limit host)/.test(text))
    .filter((candidate) => {
      const changed = candidate.settings.types[0] as TeamType;
      return isOffered(state, changed, wanted);
    });
  return {
    date: dateAt(now, zone),
    slot: slotOf(wanted, zone),
    reasons: common.length > 0 ? common.join("+") : "member",
    changes: changes.map(({ text }) => text),
  };
}
