import { misplacedGuest } from "$lib/scheduling/extra-guests.ts";
import {
  accepted,
  type Outcome,
  type RefusalCode,
  type Refused,
  refused,
} from "$lib/scheduling/outcome.ts";
import { optionalMembers, requiredMembers } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import { retryCommit } from "../kv/commit.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import {
  assignCollective,
  type Assignment,
  assignOwner,
  type AssignRefusal,
  type AssignResult,
  type TimeRequest,
} from "../changes/assign.ts";
import { assignByRotation } from "../changes/assign-rotation.ts";
import { isVouchedFor, type RequestResult } from "../changes/booking-request.ts";
import { commitRequest, type Granted, type GrantedDate } from "./commit-request.ts";
import { expireOverdue } from "../changes/expire.ts";
import {
  type AcceptedRequest,
  acceptRequest,
  type GrantRefusal,
  refusalIfLate,
} from "./grant-refusal.ts";
import { replayResponse } from "./idempotency.ts";
import { hasTooManyUpcoming } from "../changes/pending-limits.ts";
import { type Attempt, openTries, readRequest, type RequestContext } from "./request-context.ts";

const MAX_ATTEMPTS = 25;

/** What becomes of a request: a booking, a refusal, or hosts whose calendars are to be asked before it is tried again. */
export type GrantResult = Outcome<RequestResult, GrantRefusal> | { ask: string[] };

/**
 * Reads, decides and commits a booking request, all dates of a series in one commit; starts again when something it read
 * has changed before the commit. "busy" when twenty seconds in the queue and of retries were not enough.
 */
export function grant(server: App, attempt: Attempt): Promise<GrantResult> {
  const nextTry = openTries(server, attempt);
  return retryCommit<GrantResult>(async () => {
    const late = refusalIfLate(server, attempt);
    if (late) return late;
    const { app, since } = await nextTry();
    const result = since
      ? await refuseUnder(app, attempt, since)
      : await tryToGrant(app, attempt, server);
    if (result === "lost" || "ask" in result || result.ok) return result;
    const { hash, payload } = attempt.key;
    // What was read at different times may be its own booking, by the same request at once.
    return hash && await replayResponse(server, hash, payload) || result;
  }, MAX_ATTEMPTS);
}

/** The refusal of a time that is taken under this guard; everything else is found out by reading again. */
async function refuseUnder(
  app: App,
  attempt: Attempt,
  guard: VersionedGuard,
): Promise<Refused<GrantRefusal> | "lost"> {
  const context = await readRequest(app, attempt, guard);
  const asked = context && acceptRequest(app, attempt, context);
  if (!context || !asked?.ok) return "lost";
  const granted = await decideRequest(app, attempt, context, asked.value);
  const isTaken = granted !== "lost" && "ok" in granted && !granted.ok &&
    granted.refusal.code === "taken";
  return isTaken ? granted : "lost";
}

/** `server` reads what is stored now, which `app` may have read ahead: what is changed on the way is read anew. */
async function tryToGrant(
  app: App,
  attempt: Attempt,
  server: App,
): Promise<GrantResult | "lost"> {
  const context = await readRequest(app, attempt);
  if (!context) return refused("not-found");
  const replayed = context.idempotency?.value &&
    await replayResponse(app, attempt.key.hash!, attempt.key.payload);
  if (replayed) return replayed;
  const asked = acceptRequest(app, attempt, context);
  if (!asked.ok) return asked;
  if (await expireOverdue(server, context.snapshots, context.now)) return "lost";
  const granted = await decideRequest(app, attempt, context, asked.value);
  if (granted === "lost" || "ask" in granted || !granted.ok) return granted;
  return await commitRequest(app, attempt, context, granted.value);
}

/** Decides on the times and who takes them, and on the limits that depend on the decision. */
async function decideRequest(
  app: App,
  attempt: Attempt,
  context: RequestContext,
  { ready, link }: AcceptedRequest,
): Promise<Outcome<Granted, GrantRefusal> | "lost" | { ask: string[] }> {
  const { request } = attempt;
  const { type } = ready;
  const emailUnverified = type.requireVerifiedEmail && !isVouchedFor(app, request);
  const assigned = await assign(app, attempt, context, { type, emailUnverified });
  if (!Array.isArray(assigned)) return assigned;
  const dates = await withinUpcoming(app, attempt, context, assigned);
  const refusal = refusalOfDates(attempt, dates);
  if (refusal) return refusal;
  const given = dates.flatMap((outcome) => outcome.ok ? [outcome.value] : []);
  const hosts = given.flatMap(({ snapshots }) => snapshots.map(({ host }) => host.email));
  const misplaced = misplacedGuest(request.extraGuests ?? [], {
    guest: request.guest.email,
    hosts,
  });
  if (misplaced) return refused("invalid", { fields: { guests: misplaced } });
  const areConfirmed = given.every(({ decision }) => decision.isConfirmed);
  if (context.isPendingFull && (emailUnverified || !areConfirmed)) {
    return refused("too-many-pending");
  }
  return accepted({
    dates: dates.map((outcome, n): GrantedDate => ({
      time: attempt.dates[n]!.time,
      outcome: outcome.ok ? outcome : refused(outcome.refusal.code),
    })),
    ready,
    link,
    emailUnverified,
  });
}

/** The hosts of the bookings: the owner, or members of the team. */
async function assign(
  app: App,
  { request, dates, limitKeys, mayAsk }: Attempt,
  { now, snapshots }: RequestContext,
  { type, emailUnverified }: Pick<TimeRequest, "type" | "emailUnverified">,
): Promise<AssignResult> {
  const { team } = type;
  const { guest, extraGuests = [] } = request;
  const wanted = {
    type,
    dates,
    now,
    guest,
    extraGuests,
    limitKeys,
    mayAsk,
    emailUnverified,
    isPartial: isPartial(request),
  };
  if (!team) return await assignOwner(app, snapshots, wanted);
  if (team.mode === "round-robin") return await assignByRotation(app, wanted);
  return await assignCollective(app, requiredMembers(team), optionalMembers(team), wanted);
}

/** Whether the dates of a series that are free are booked without the others. */
function isPartial({ series }: Attempt["request"]): boolean {
  return series?.book === "free";
}

type Decided = Outcome<Assignment, AssignRefusal>[];

/** The dates without the last ones that are more than one guest or network may have confirmed without approval. */
async function withinUpcoming(
  app: App,
  { ownerId, limitKeys }: Attempt,
  { now }: RequestContext,
  dates: Decided,
): Promise<Decided> {
  const is = [...dates];
  const confirmed = dates.flatMap((outcome, n) =>
    outcome.ok && outcome.value.decision.isConfirmed ? [n] : []
  );
  while (
    confirmed.length > 0 &&
    await hasTooManyUpcoming(app, ownerId, limitKeys, now, confirmed.length)
  ) {
    is[confirmed.pop()!] = refused("too-many-upcoming");
  }
  return is;
}

/** Reasons for which one date is left out where the free ones are wanted. */
const dateRefusals: readonly RefusalCode[] = ["taken", "not-offered", "too-many-upcoming"];

/** Why the dates are refused, with the starts of those of a series that are; null where some or all of them are given. */
function refusalOfDates({ request, dates }: Attempt, decided: Decided) {
  const refusals = decided.flatMap((outcome, n) =>
    outcome.ok ? [] : [{ ...outcome, start: dates[n]!.time.start }]
  );
  const [first] = refusals;
  if (!first) return null;
  const ofAll = refusals.find(({ refusal }) => !dateRefusals.includes(refusal.code));
  if (isPartial(request) && !ofAll && refusals.length < dates.length) return null;
  const strongest = ofAll ?? refusals.find(({ refusal }) => refusal.code !== "not-offered");
  const { code, ...given } = (strongest ?? first).refusal;
  if (!request.series) return refused(code, given);
  return refused(code, { dates: refusals.map(({ start }) => start), ...given });
}
