import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { suggestAlternatives } from "../availability/suggest-alternatives.ts";
import { findBookableType, findTeamType } from "../event-types/find-bookable-type.ts";
import { newId } from "../runtime/secrets.ts";
import { refuseIfStoreRefuses } from "./store-refusal.ts";
import { askForInstant } from "../availability/ask-calendars.ts";
import { limitKeysOf } from "../changes/pending-limits.ts";
import type { AskedDate } from "../changes/assign.ts";
import { grant } from "./grant.ts";
import type { GrantRefusal } from "./grant-refusal.ts";
import type { Attempt } from "./request-context.ts";
import { newLinks } from "../changes/booking-links.ts";
import { readRequestAhead } from "./request-ahead.ts";
import { idempotencyHash, payloadHash, replayResponse } from "./idempotency.ts";
import type { BookingRequest, RequestResult } from "../changes/booking-request.ts";
import { type ReadyRequest, readyRequest } from "./ready-request.ts";

/**
 * Requests a booking: PENDING, or CONFIRMED at once for an instant event type whose calendars answered; or the dates of a
 * series in the guest's zone, each a booking of its own, all in one commit or, where it asks for that, those that are
 * free. "taken" and "not-offered" come with the nearest available slots; "busy" when commits keep failing.
 */
export async function request(
  app: App,
  input: BookingRequest,
): Promise<Outcome<RequestResult, GrantRefusal | "cannot-save">> {
  const key = { hash: await idempotencyHash(input), payload: await payloadHash(input) };
  const ahead = await readRequestAhead(app, input, key.hash);
  const [replayed, found] = await Promise.all([
    key.hash ? replayResponse(ahead.app, key.hash, key.payload) : null,
    findRequestedType(ahead.app, input),
  ]);
  if (replayed) return replayed;
  if (!found.ok) return found;
  const { type, hosts } = found.value;
  // Checked before anything is read: start, length and dates come from the client.
  const ready = readyRequest(input, type);
  if (!ready.ok) return ready;
  const { times } = ready.value, minutes = (times[0]!.end - input.start) / MINUTE;
  const limitKeys = await limitKeysOf(app, input);
  const outcome = await grantOnceAsked(app, ready.value, {
    request: { ...input, minutes },
    typeId: type.id,
    limitKeys,
    key,
    ownerId: type.ownerId,
    isTeam: type.team !== null,
    seriesId: input.series ? newId() : null,
    links: linksFor(app, times.length),
    ahead,
    readAhead: () => readRequestAhead(app, input, key.hash),
  }).catch(refuseIfStoreRefuses);
  if (outcome.ok) return outcome;
  const { code, dates = [input.start] } = outcome.refusal;
  if (code === "inactive" || code === "not-found") {
    // Somebody has left or is suspended since it was found: the reason is known by looking again.
    const again = await findRequestedType(app, input);
    return again.ok ? outcome : again;
  }
  const isFirst = (code === "taken" || code === "not-offered") && dates.includes(input.start);
  if (!isFirst) return outcome;
  const alternatives = await suggestAlternatives(app, { hosts, type, minutes, near: input.start });
  return refused(code, { ...outcome.refusal, alternatives });
}

/** The requested event type, and whose time is searched for it. */
async function findRequestedType(
  app: App,
  { username, teamSlug, slug, link, byHost }: BookingRequest,
): Promise<
  Outcome<
    { type: EventType; hosts: Host[] },
    "not-found" | "inactive" | "link-used" | "link-expired"
  >
> {
  const needsLink = byHost === undefined;
  if (teamSlug) return await findTeamType(app, teamSlug, slug, link, needsLink);
  const found = await findBookableType(app, username, slug, link, needsLink);
  return found.ok ? accepted({ type: found.value.type, hosts: [found.value.host] }) : found;
}

/** Sealed once it is known that the date is given, and to whom. */
function linksFor(app: App, dates: number): Attempt["links"] {
  const ids = Array.from({ length: dates }, newId);
  return (n, hostIds) => newLinks(app, ids[n]!, hostIds);
}

/** How many members of a round robin are asked for one request, one after the other. */
const MAX_ASKED = 4;

/**
 * Grants a request with the answers of the calendars, which are asked outside the lock: of a host's own type and of a
 * collective before, of a round robin when it is known whose turn it is.
 */
async function grantOnceAsked(
  app: App,
  { type, times }: ReadyRequest,
  attempt: Omit<Attempt, "queuedAt" | "dates" | "mayAsk">,
): Promise<Outcome<RequestResult, GrantRefusal>> {
  const { team, ownerId } = type;
  const isRotation = team?.mode === "round-robin";
  const members = team && !isRotation ? team.members.map(({ hostId }) => hostId) : [];
  const locks = [ownerId, ...members];
  const ask = (hosts: readonly string[]) =>
    Promise.all(times.map((time) => askForInstant(app, hosts, type, time)));
  const first = await ask(team ? members : [ownerId]);
  let dates: AskedDate[] = times.map((time, n) => ({ time, answers: first[n]! }));
  for (let asked = 0;; asked++) {
    const mayAsk = isRotation && asked < MAX_ASKED;
    const queuedAt = app.elapsed();
    const result = await app.withLock(
      locks,
      () => grant(app, { ...attempt, queuedAt, dates, mayAsk }),
    );
    if (!("ask" in result)) return result;
    const further = await ask(result.ask);
    dates = dates.map(({ time, answers }, n) => ({
      time,
      answers: new Map([...answers, ...further[n]!]),
    }));
  }
}
