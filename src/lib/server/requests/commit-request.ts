import type { Booking } from "$lib/scheduling/booking.ts";
import { isConfirmed, publishedStatus } from "$lib/scheduling/booking-state.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { placementAt } from "$lib/scheduling/shared-slot.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { newId } from "../runtime/secrets.ts";
import type { BookingResponse, SeriesDateResponse } from "../store/idempotency-records.ts";
import type { Assignment, AssignRefusal } from "../changes/assign.ts";
import { newLocation } from "../changes/booked-location.ts";
import { requestResponse } from "../changes/booking-json.ts";
import { isVouchedFor, type RequestResult } from "../changes/booking-request.ts";
import { commitChange } from "../changes/commit-change.ts";
import type { DecidedChange } from "../changes/make-change.ts";
import { bookedTeam, newBooking, organizerFor } from "../changes/new-booking.ts";
import { countRequest } from "../changes/recipient-limit.ts";
import type { AcceptedRequest } from "./grant-refusal.ts";
import type { Attempt, RequestContext } from "./request-context.ts";

/** A granted request: the decision on its dates, and what the bookings store of the request. */
export interface Granted extends AcceptedRequest {
  dates: readonly GrantedDate[];
  emailUnverified: boolean;
}

/** A date that was given, or why it is left out of its series. */
export interface GrantedDate {
  time: Span;
  outcome: Outcome<Assignment, AssignRefusal>;
}

/** Commits the bookings with their holds, jobs and links; "taken" where the ledger of that day is full, "too-many-dates" where a series is too large for one commit. */
export async function commitRequest(
  app: App,
  attempt: Attempt,
  context: RequestContext,
  granted: Granted,
): Promise<Outcome<RequestResult, "taken" | "too-many-dates"> | "lost"> {
  const { request, key, seriesId } = attempt;
  const { now, team, idempotency, emails } = context;
  const made: NewDate[] = [], responses: SeriesDateResponse[] = [];
  for (const [n, { time, outcome }] of granted.dates.entries()) {
    if (outcome.ok) made.push(await bookingAt(app, attempt, context, granted, outcome.value, n));
    responses.push(outcome.ok ? given(made.at(-1)!.booking) : leftOut(time, outcome.refusal.code));
  }
  const { booking, hosts, guestToken } = made[0]!;
  const response: BookingResponse = {
    ...requestResponse(booking, hosts),
    ...(seriesId ? { series: { id: seriesId, dates: responses } } : {}),
  };
  const snapshots = oneForEach(
    granted.dates.flatMap(({ outcome }) => outcome.ok ? outcome.value.snapshots : []),
  );
  if (!snapshots) return "lost";
  const read = { now, snapshots, teamGuard: team?.guard ?? null };
  const { link } = granted;
  const outcomes = await commitChange(app, read, made.map(({ change }) => change), {
    privateLink: link && privateLinks.withUse(link, made.map(({ booking }) => booking.id)),
    emailCounts: (jobs) => countRequest(emails, jobs),
    idempotency: () =>
      idempotency && {
        was: idempotency,
        record: { payloadHash: key.payload, bookingId: booking.id, response, at: now },
      },
  });
  if (outcomes === "lost") return outcomes;
  if (outcomes === "too-large") return refused(request.series ? "too-many-dates" : "taken");
  return accepted({
    booking,
    response,
    token: guestToken,
    replayed: false,
    type: granted.ready.type,
  });
}

/** One snapshot of each host; null where dates were decided on under different guards of one, of which a commit checks one. */
function oneForEach(snapshots: readonly HostSnapshot[]): HostSnapshot[] | null {
  const byHost = new Map(snapshots.map((snapshot) => [snapshot.host.id, snapshot]));
  const isChecked = ({ host, guard }: HostSnapshot) =>
    byHost.get(host.id)!.guard.versionstamp === guard.versionstamp;
  return snapshots.every(isChecked) ? [...byHost.values()] : null;
}

interface NewDate {
  change: DecidedChange;
  booking: Booking;
  hosts: HostsOf;
  guestToken: string;
}

type HostsOf = Assignment["snapshots"][number]["host"][];

/** The booking of the nth date, with its place in the series. */
async function bookingAt(
  app: App,
  { request, dates, seriesId, limitKeys, links: newLinks }: Attempt,
  { now, type, team }: RequestContext,
  { ready: { answers, place, phone }, link, emailUnverified }: Granted,
  { snapshots, decision, rotation, turn, choice, optional }: Assignment,
  n: number,
): Promise<NewDate> {
  const hosts = snapshots.map(({ host }) => host);
  const links = await newLinks(n, hosts.map(({ id }) => id));
  const newSlot = type.seats > 1 ? newId() : null;
  const booked = team && bookedTeam(team.record, type, { optional, turn });
  const held = snapshots.flatMap(({ holds }) => holds);
  const placement = placementAt(held, type, dates[n]!.time, now, newSlot);
  const booking = newBooking({
    id: links.bookingId,
    request,
    ...(seriesId ? { series: { id: seriesId, number: n + 1, of: dates.length } } : {}),
    limitKeys,
    answers,
    hosts,
    type,
    team: booked,
    organizer: organizerFor(app, { team: booked }, hosts),
    place: placement,
    location: await newLocation(app.kv, placement.slot, place, hosts),
    phone,
    decision,
    emailUnverified,
    isVouchedFor: isVouchedFor(app, request),
    privateLinkHash: link?.entry.value.hash ?? null,
    links: links.sealed,
    now,
    ttlMs: app.settings.bookingTtlMs,
  });
  const event = emailUnverified
    ? "verification-requested"
    : isConfirmed(booking)
    ? "confirmed"
    : "requested";
  const change: DecidedChange = {
    was: null,
    booking,
    event,
    links: links.records,
    ...(rotation ? { rotation: rotation.is } : {}),
    ...(choice ? { decision: choice } : {}),
    ...(request.byHost ? { byHostId: request.byHost.id } : {}),
  };
  return { change, booking, hosts, guestToken: links.guestToken };
}

function given(booking: Booking): SeriesDateResponse {
  const { id } = booking;
  return { ...timesOf(booking), id, status: publishedStatus(booking), refused: null };
}

function leftOut(time: Span, code: AssignRefusal): SeriesDateResponse {
  return { ...timesOf(time), id: null, status: null, refused: code };
}

function timesOf({ start, end }: Span): { startsAt: string; endsAt: string } {
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
}
