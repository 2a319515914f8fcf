/** Why a start of a team event type is offered or not, for each member; of a colleague no more than code and time. */
import { type Freshness, worstFreshness } from "$lib/scheduling/calendar-state.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import { isLive } from "$lib/scheduling/holds.ts";
import { explainStart, type ReasonCode, redactedCode } from "$lib/scheduling/slot-reasons.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import { inside, merge, type Span, subtract } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getHosts } from "../store/hosts.ts";
import { hasHours, isRoundRobin, LONGEST_SLOT, termsOf } from "./offering.ts";
import { type OfferingSnapshot, slotQueries, slotQuery, type SlotTerms } from "./slot-query.ts";
import { readPresent } from "./snapshots.ts";

/** What a colleague may see of somebody's time. */
export type MemberTimeCode = "HOURS" | "BUSY" | "BOOKED";

/** A member's part in a team event type over a window. */
export interface ExplainedMember {
  hostId: string;
  /** Null where the account is gone. */
  name: string | null;
  isOptional: boolean;
  /** False for who has left the team or closed the account: then nothing is offered in their place. */
  isPresent: boolean;
  hasHours: boolean;
  /** The worst of their calendars; null where none is chosen. */
  calendars: Freshness | null;
  /** Closed, busy and booked time within the window, in order. */
  time: (Span & { code: MemberTimeCode })[];
}

/** A start with its reasons: none where it is offered; MEMBER where members are not free, who and why is in `members`. */
export interface ExplainedTeamStart {
  start: number;
  reasons: ReasonCode[];
  members: { hostId: string; codes: ReasonCode[] }[];
}

/** The window of a team event type as its members see it. */
export interface TeamExplanation {
  members: ExplainedMember[];
  /** Every start that the hours of somebody give. */
  starts: ExplainedTeamStart[];
}

/** Which window of a team event type to explain. */
export interface TeamExplainQuery {
  type: EventType;
  minutes: number;
  window: Span;
  /** An instant to explain whether or not anybody's hours offer it; epoch ms. */
  requested?: number | null;
}

/** Reasons that hold whoever takes the booking, where every member has them. */
const generalCodes: ReasonCode[] = [
  "PAST",
  "NOTICE",
  "HORIZON",
  "CAP_DAY",
  "CAP_WEEK",
  "CAP_MONTH",
];

/** Explains each start within a window for every member of a team event type. */
export async function explainMembers(
  app: App,
  { type, minutes, window, requested = null }: TeamExplainQuery,
): Promise<TeamExplanation> {
  const terms = termsOf(app, { minutes });
  const ids = type.team?.members.map(({ hostId }) => hostId) ?? [];
  const hosts = await getHosts(app.kv, ids);
  const offering = await readMembers(app, ids, type, window);
  const queries = queriesByHost(offering, type, terms, window);
  const isIncomplete = !isRoundRobin(type) &&
    type.team?.members.some(({ hostId, isOptional }) => !isOptional && !queries.has(hostId));
  const starts = [
    ...new Set([
      ...[...queries.values()].flatMap((query) => startsOfHours(query, window)),
      ...(requested === null ? [] : [requested]),
    ]),
  ].sort((a, b) => a - b);
  return {
    members: ids.map((hostId, n) =>
      explainedMember(hostId, hosts[n] ?? null, type, { offering, queries, terms, window })
    ),
    starts: starts.map((start) => {
      const members = ids.map((hostId) => ({ hostId, codes: codesOf(queries.get(hostId), start) }));
      const reasons = reasonsOf(type, members, isIncomplete ?? false);
      return { start, reasons, members };
    }),
  };
}

async function readMembers(
  app: App,
  ids: readonly string[],
  type: EventType,
  window: Span,
): Promise<OfferingSnapshot[]> {
  const snapshots = await readPresent(app, ids, {
    times: [{ start: window.start - LONGEST_SLOT, end: window.end + LONGEST_SLOT }],
    offers: { type: () => type, starts: window },
  });
  return snapshots.flatMap((snapshot) =>
    snapshot.policies && isActive(snapshot.host)
      ? [{ ...snapshot, policies: snapshot.policies }]
      : []
  );
}

function queriesByHost(
  offering: readonly OfferingSnapshot[],
  type: EventType,
  terms: SlotTerms,
  window: Span,
): Map<string, SlotQuery> {
  const queries = isRoundRobin(type)
    ? offering.map((snapshot) => slotQuery(snapshot, terms, window))
    : slotQueries(offering, terms, window);
  return new Map(offering.map(({ host }, n) => [host.id, queries[n]!]));
}

/** The starts that the hours alone would give. */
function startsOfHours(query: SlotQuery, window: Span): number[] {
  const isOpen = { now: -Infinity, earliest: -Infinity, bookingWindowEnd: Infinity };
  const isFree = { busy: [], holds: [], fullPeriods: [], knownUntil: Infinity };
  return computeSlots({ ...query, ...isOpen, ...isFree, window });
}

/** Without calendar, guest or the name of a day off. */
function codesOf(query: SlotQuery | undefined, start: number): ReasonCode[] {
  if (!query) return ["MEMBER"];
  return [...new Set(explainStart(start, query).map(({ code }) => redactedCode(code)))];
}

function reasonsOf(
  { team }: EventType,
  members: ExplainedTeamStart["members"],
  isIncomplete: boolean,
): ReasonCode[] {
  const optional = team?.members.filter(({ isOptional }) => isOptional) ?? [];
  const needed = members.filter(({ hostId }) => !optional.some((each) => each.hostId === hostId));
  const isOffered = team?.mode === "round-robin"
    ? needed.some(({ codes }) => codes.length === 0)
    : !isIncomplete && needed.every(({ codes }) => codes.length === 0);
  if (isOffered) return [];
  const present = needed.filter(({ codes }) => !codes.includes("MEMBER"));
  const general = generalCodes.filter((code) =>
    present.length > 0 && present.every(({ codes }) => codes.includes(code))
  );
  return general.length > 0 ? general : ["MEMBER"];
}

function explainedMember(
  hostId: string,
  host: Host | null,
  { team }: EventType,
  { offering, queries, terms: { now, syncIntervalMs }, window }: {
    offering: readonly OfferingSnapshot[];
    queries: ReadonlyMap<string, SlotQuery>;
    terms: SlotTerms;
    window: Span;
  },
): ExplainedMember {
  const snapshot = offering.find((each) => each.host.id === hostId);
  const query = queries.get(hostId);
  const calendars = Object.values(snapshot?.guard.guard.calendars ?? {});
  return {
    hostId,
    name: host?.name ?? null,
    isOptional: team?.members.find((each) => each.hostId === hostId)?.isOptional ?? false,
    isPresent: snapshot !== undefined,
    hasHours: snapshot !== undefined && hasHours(snapshot),
    calendars: worstFreshness(calendars, now, syncIntervalMs),
    time: query ? timeOf(query, window, now) : [],
  };
}

function timeOf(query: SlotQuery, window: Span, now: number): ExplainedMember["time"] {
  const coded = (spans: readonly Span[], code: MemberTimeCode) =>
    merge(spans.flatMap((span) => inside(span, window))).map((span) => ({ ...span, code }));
  const closed = subtract([window], query.windows);
  return [
    ...coded(closed, "HOURS"),
    ...coded(query.busy, "BUSY"),
    ...coded(query.holds.filter((hold) => isLive(hold, now)), "BOOKED"),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}
