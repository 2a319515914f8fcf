import { inLine } from "$lib/i18n/label.ts";
import type { Booking, Placement } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { explainStart, isTaken } from "$lib/scheduling/slot-reasons.ts";
import { busyOutsideHolds, holdsConflict, isLive, withBuffers } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { seatHolders } from "$lib/scheduling/shared-slot.ts";
import type { SlotQuery } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { areAllActive, holdsWithout, type HostSnapshot } from "../availability/snapshots.ts";
import { freshUntil, isFreshEnough } from "../availability/confirmation.ts";
import { type OfferingSnapshot, slotQueries } from "../availability/slot-query.ts";
import type { CalendarAnswer, CalendarAnswers } from "../availability/ask-calendars.ts";
import { findConflicts, fingerprintsOf, redactedFor } from "./conflicts.ts";

/** A requested time and the hosts it is requested from. */
export interface TimeQuery {
  /** The hosts of the booking; without a snapshot of each of them the time is refused. */
  hosts: readonly string[];
  time: Placement & { bufferBefore: number; bufferAfter: number };
  /** The bookings that are to take this time: their own holds do not conflict. */
  excludedBookingIds: readonly string[];
  now: number;
  syncIntervalMs: number;
  /** For a time that a host chooses; missing where a guest takes what the event type offers. */
  overrides?: HostOverrides;
}

/** What a host may override: always hours, limits and minimum notice; of the calendars only what is listed here. */
export interface HostOverrides {
  /** The host who decides; events of colleagues are not shown to them by title. */
  hostId: string;
  /** Fingerprints of the conflicts and unreachable calendars that the host was shown; "all" overrides whatever there is. */
  calendars: readonly string[] | "all";
  /** The bookings hold this time already: conflicts with holds of others were decided on when they took it. */
  keepsTime?: boolean;
  /** How many guests may share the slot at that time; missing means one. */
  seats?: number;
}

/** Whether the time is confirmed at once or waits for a host's decision. */
export interface TimeDecision {
  isConfirmed: boolean;
  approvalReason: Booking["approvalReason"];
}

/** Why a time is refused. */
export type TimeRefusal = "inactive" | "taken" | "not-offered";
/** Why a host's time is refused; "conflict" and "unreachable" ask the host to acknowledge what was found. */
export type HostTimeRefusal = TimeRefusal | "conflict" | "unreachable";

/**
 * The one decision about a time. A guest gets a start that the event type offers under every host's rules, confirmed at
 * once only where that holds for each of them; a host gets any time that no other booking holds, and overrides calendar
 * conflicts as far as they were acknowledged. "inactive" where one of the hosts is missing, closed or suspended.
 */
export function decideTime(
  snapshots: readonly HostSnapshot[],
  query: TimeQuery & { overrides: HostOverrides },
  answers?: CalendarAnswers,
): Promise<Outcome<TimeDecision, HostTimeRefusal>>;
export function decideTime(
  snapshots: readonly HostSnapshot[],
  query: TimeQuery & { overrides?: never },
  answers?: CalendarAnswers,
): Promise<Outcome<TimeDecision, TimeRefusal>>;
export async function decideTime(
  snapshots: readonly HostSnapshot[],
  query: TimeQuery,
  answers: CalendarAnswers = new Map(),
): Promise<Outcome<TimeDecision, HostTimeRefusal>> {
  if (query.hosts.length === 0 || !areAllActive(snapshots, query.hosts)) {
    return refused("inactive");
  }
  const concerned = snapshots.filter(({ host }) => query.hosts.includes(host.id));
  return query.overrides
    ? await decideForHost(concerned, query, query.overrides, answers)
    : decideForGuest(concerned, query, answers);
}

/** Refused if one of the hosts refuses, pending if one of them is. */
function decideForGuest(
  snapshots: readonly HostSnapshot[],
  query: TimeQuery,
  answers: CalendarAnswers,
): Outcome<TimeDecision, TimeRefusal> {
  const offering = snapshots.flatMap((snapshot) =>
    snapshot.policies?.type.active ? [{ ...snapshot, policies: snapshot.policies }] : []
  );
  if (offering.length < snapshots.length) return refused("inactive");
  const each = decideForEach(offering, query, answers);
  const refusals = each.filter((one) => !one.ok);
  const refusal = refusals.find(({ refusal }) => refusal.code === "taken") ?? refusals[0];
  if (refusal) return refusal;
  const decisions = each.flatMap((one) => one.ok ? [one.value] : []);
  const pending = decisions.filter(({ isConfirmed }) => !isConfirmed);
  return accepted(
    pending.find(({ approvalReason }) => approvalReason !== null) ?? pending[0] ?? decisions[0]!,
  );
}

/** Decides for each host by the slot rules of the booking page; the refusals are the reasons shown on the troubleshooting page. */
function decideForEach(
  snapshots: readonly OfferingSnapshot[],
  { time: { start, end }, excludedBookingIds, now, syncIntervalMs }: TimeQuery,
  answers: CalendarAnswers,
): Outcome<TimeDecision, TimeRefusal>[] {
  const asAnswered = snapshots.map((snapshot) => {
    const answered = answers.get(snapshot.host.id)?.busy ?? [];
    const busy = [...snapshot.busy, ...busyOutsideHolds(answered, snapshot.holds, now)];
    return { ...snapshot, busy };
  });
  const terms = { minutes: (end - start) / MINUTE, now, syncIntervalMs, excludedBookingIds };
  const queries = slotQueries(asAnswered, terms, { start, end });
  return snapshots.map((snapshot, n) => {
    const answer = answers.get(snapshot.host.id);
    return decideForOne(snapshot, { start, end, now, syncIntervalMs }, queries[n]!, answer);
  });
}

function decideForOne(
  { policies: { type }, guard: { guard } }: OfferingSnapshot,
  { start, end, now, syncIntervalMs }: Span & Pick<TimeQuery, "now" | "syncIntervalMs">,
  query: SlotQuery,
  answer: CalendarAnswer | undefined,
): Outcome<TimeDecision, TimeRefusal> {
  const reasons = explainStart(start, query);
  if (reasons.some(isTaken)) return refused("taken");
  if (reasons.length > 0) return refused("not-offered");

  if (type.decision === "approval") return accepted({ isConfirmed: false, approvalReason: null });
  if (!isFreshEnough(type, freshUntil(guard, now, syncIntervalMs), end)) {
    return accepted({ isConfirmed: false, approvalReason: "stale" });
  }
  const { bufferBefore, bufferAfter } = type;
  const hasCalendars = Object.keys(guard.calendars).length > 0;
  const hasAnswered = isAnswered(answer, withBuffers({ start, end, bufferBefore, bufferAfter }));
  if (type.whenCalendarStale !== "ignore" && hasCalendars && !hasAnswered) {
    return accepted({ isConfirmed: false, approvalReason: "unreachable" });
  }
  return accepted({ isConfirmed: true, approvalReason: null });
}

/** Whether every calendar has answered for the whole span. */
export function isAnswered(answer: CalendarAnswer | undefined, span: Span): boolean {
  return answer !== undefined && answer.unreachable.length === 0 && covers(answer, span);
}

/** Whether the calendars were asked about the whole span. */
export function covers({ span: { start, end } }: CalendarAnswer, span: Span): boolean {
  return start <= span.start && end >= span.end;
}

/** Decides for a host: any future time that no other live booking holds. */
async function decideForHost(
  snapshots: readonly HostSnapshot[],
  { time, excludedBookingIds, now }: TimeQuery,
  { hostId, calendars, keepsTime = false, seats = 1 }: HostOverrides,
  answers: CalendarAnswers,
): Promise<Outcome<TimeDecision, HostTimeRefusal>> {
  if (!keepsTime) {
    if (time.start <= now) return refused("not-offered");
    for (const { holds } of snapshots) {
      const others = holdsWithout(holds, excludedBookingIds).filter((hold) => isLive(hold, now));
      const joined = others.find(({ slot }) => slot === time.slot);
      if (joined && seatHolders(joined, now).length >= seats) return refused("taken");
      if (others.some((hold) => hold !== joined && holdsConflict(hold, time))) {
        return refused("taken");
      }
    }
  }
  const confirmed = accepted<TimeDecision>({ isConfirmed: true, approvalReason: null });
  if (calendars === "all") return confirmed;
  const found = findConflicts(snapshots, answers, withBuffers(time), now);
  const fingerprints = await fingerprintsOf(found);
  const isNew = (fingerprint: string) => !calendars.includes(fingerprint);
  const decider = snapshots.find(({ host }) => host.id === hostId) ?? snapshots[0]!;
  const inOneLine = (names: readonly string[]) =>
    inLine([...new Set(names)], decider.host.language);
  if (fingerprints.conflicts.some(isNew)) {
    const named = redactedFor(hostId, snapshots, found.conflicts);
    const detail = inOneLine(named.map(({ title, calendar }) => title || calendar));
    return refused("conflict", { detail, acknowledged: [...calendars, ...fingerprints.conflicts] });
  }
  if (fingerprints.unreachable.some(isNew)) {
    const named = redactedFor(hostId, snapshots, found.unreachable);
    const detail = inOneLine(named.map(({ calendar }) => calendar));
    return refused("unreachable", {
      detail,
      acknowledged: [...calendars, ...fingerprints.unreachable],
    });
  }
  return confirmed;
}
