/** What should be counted of a wanted time: why it was not offered, and which changes would have offered it. */
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { isIn, laterDate, startOf, wallTimeAt, weekdayOn } from "../../support/hours-oracle.ts";
import {
  gridStarts,
  lastDate,
  type MemberLook,
  membersOf,
  type Offer,
  offeredStarts,
  type OracleReason,
  oracleReasons,
  reasonsFor,
} from "../../support/slot-oracle.ts";
import { candidatesFor, isShared, type Settings, type TypeSettings } from "./settings.ts";

/** A start, or a whole day of the guest's zone. */
export interface Wanted {
  minutes: number;
  span: Span;
  isDay: boolean;
  now: number;
}

/** The name of an event type is its id here. */
export interface Counts {
  /** By date, type, half hour and reasons. */
  times: Map<string, number>;
  /** By type and change. */
  changes: Map<string, number>;
  /** How far each change goes; smaller is better. */
  steps: Map<string, number>;
}

/** An event type, and how its owner's members are chosen: a host is alone. */
export interface OwnedType extends TypeSettings {
  mode: "own" | "round-robin" | "collective";
}

/** What decides on the times of a host or a team; bookings are holds that count once. */
export interface Owned {
  zone: string;
  members: { settings: Settings; holds: Hold[] }[];
  booked: Hold[];
}

function offerOf(
  { zone, members, booked }: Owned,
  type: OwnedType,
  { minutes, now }: Wanted,
): Offer {
  return {
    mode: type.mode === "collective" ? "collective" : "round-robin",
    zone,
    type: { ...type, id: type.slug },
    minutes,
    members: members.map(({ settings, holds }) => ({ ...settings, holds })),
    booked,
    now,
  };
}

/** Whether a start, or anything of a day, is offered. */
export function isOffered(owned: Owned, type: OwnedType, wanted: Wanted): boolean {
  return offeredStarts(offerOf(owned, type, wanted), wanted.span).length > 0;
}

/** What a wanted time counts as that is not offered and has not passed. */
interface Judged {
  date: string;
  slot: string;
  reasons: string;
  /** Each of them alone would have offered it. */
  changes: { text: string; steps: number }[];
}

export function judged(
  owned: Owned,
  type: OwnedType,
  wanted: Wanted,
  scheduleId: string,
): Judged | null {
  const { span, isDay, now, minutes } = wanted, { zone } = owned;
  const offer = offerOf(owned, type, wanted);
  const end = startOf(zone, laterDate(lastDate(offer), 1));
  const isAhead = isDay ? span.end > now && span.start < end : span.start > now;
  if (!isAhead || span.start > now + 366 * DAY || isOffered(owned, type, wanted)) return null;
  const each = membersOf(offer, span).map((look) =>
    isDay ? reasonOfDay(look, span) : reasonsFor(look, span.start)
  );
  const settings = { ...owned.members[0]!.settings, types: [type] };
  const changes = candidatesFor(settings, type, minutes, scheduleId).filter((candidate) => {
    if (type.mode !== "own" && isShared(candidate.text)) return false;
    const [changed] = candidate.settings.types;
    const members = type.mode === "own"
      ? [{ ...owned.members[0]!, settings: candidate.settings }]
      : owned.members;
    return isOffered({ ...owned, members }, { ...changed!, mode: type.mode }, wanted);
  });
  return {
    date: wallTimeAt(zone, now).date,
    slot: slotOf(wanted, zone),
    reasons: type.mode === "own" ? each[0]!.join("+") : commonOf(each),
    changes,
  };
}

export function note(
  { times, changes, steps }: Counts,
  { slug }: OwnedType,
  { date, slot, reasons, changes: found }: Judged,
): void {
  add(times, [date, slug, slot, reasons].join("|"));
  for (const { text, steps: far } of found) {
    add(changes, `${slug}|${text}`);
    steps.set(`${slug}|${text}`, far);
  }
}

/** Of a team the reasons that hold for all its members; what one of them has is nobody's to read. */
function commonOf(each: readonly OracleReason[][]): string {
  const common = (["notice", "window", "limit"] as const)
    .filter((reason) => each.every((reasons) => reasons.includes(reason)));
  return common.length > 0 ? common.join("+") : "member";
}

/** The first reason of most starts that the hours of the day have; without any, what closes it. */
function reasonOfDay(look: MemberLook, span: Span): OracleReason[] {
  const { offer, hours } = look, { now, minutes, mode } = offer;
  const grid = mode === "collective" ? look.grid : hours;
  const starts = [...gridStarts({ offer, grid })].filter((start) => {
    if (start <= now || start < span.start || start >= span.end) return false;
    for (let at = start; at < start + minutes * MINUTE; at += MINUTE) {
      if (!isIn(hours, at)) return false;
    }
    return true;
  });
  if (starts.length === 0) {
    const noon = Math.max((span.start + span.end) / 2, now + 1);
    return reasonsFor(look, noon).includes("off") ? ["off"] : ["hours"];
  }
  const firsts = starts.map((start) => reasonsFor(look, start)[0]);
  const countOf = (reason: OracleReason) => firsts.filter((each) => each === reason).length;
  if (firsts.every((reason) => reason === undefined)) return [];
  const order = oracleReasons.filter((reason) => reason !== "past" && reason !== "stale");
  return [order.reduce((most, reason) => countOf(reason) > countOf(most) ? reason : most)];
}

/** The half hour of the week, or the day, as it is counted. */
function slotOf({ span, isDay }: Wanted, zone: string): string {
  const instant = isDay ? (span.start + span.end) / 2 : span.start;
  const { date, minute } = wallTimeAt(zone, instant);
  return `${weekdayOn(date)} ${isDay ? "day" : Math.floor(minute / 30)}`;
}

export function add(counts: Map<string, number>, name: string, n = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + n);
}
