import { isSupportedInstant } from "$lib/scheduling/day.ts";
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
import { limitKeysOf } from "./pending-limits.ts";
import { requestedPlace } from "./booked-location.ts";
import { grant } from "./grant.ts";
import type { GrantRefusal } from "./grant-refusal.ts";
import type { Attempt } from "./request-context.ts";
import { newLinks } from "./booking-links.ts";
import { readRequestAhead } from "./request-ahead.ts";
import { idempotencyHash, payloadHash, replayResponse } from "./idempotency.ts";
import {
  answersIn,
  type BookingRequest,
  decidedType,
  type RequestResult,
} from "./booking-request.ts";

/**
 * Requests a booking: PENDING, or CONFIRMED at once for an instant event type whose calendars answered. "taken" and
 * "not-offered" come with the nearest available slots; "busy" when commits keep failing.
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
  const minutes = input.minutes ?? type.durations[0]!;
  // Checked before anything is read: start and length come from the client.
  if (!isSupportedInstant(input.start) || !type.durations.includes(minutes)) {
    return refused("not-offered");
  }
  const answers = answersIn(input, type);
  if (!answers.ok) return answers;
  const where = requestedPlace(input, type);
  if (!where.ok) return where;
  const limitKeys = await limitKeysOf(app, input);
  const time = { start: input.start, end: input.start + minutes * MINUTE };
  const attempt = { request: input, typeId: type.id, time, limitKeys, key };
  const outcome = await grantOnceAsked(app, decidedType(type, input), {
    ...attempt,
    ownerId: type.ownerId,
    isTeam: type.team !== null,
    links: linksFor(app, type),
    ahead,
    readAhead: () => readRequestAhead(app, input, key.hash),
  }).catch(refuseIfStoreRefuses);
  if (outcome.ok) return outcome;
  const { code } = outcome.refusal;
  if (code === "inactive") {
    // Somebody has left since it was found: the reason is known by looking again.
    const again = await findRequestedType(app, input);
    return again.ok ? outcome : again;
  }
  if (code !== "taken" && code !== "not-offered") return outcome;
  return refused(code, {
    alternatives: await suggestAlternatives(app, { hosts, type, minutes, near: input.start }),
  });
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

/** Of a host's own type made before the lock is taken, so that nobody waits for the encryption. */
function linksFor(app: App, { team, ownerId }: EventType): Attempt["links"] {
  const id = newId();
  if (team) return (hostIds) => newLinks(app, id, hostIds);
  const links = newLinks(app, id, [ownerId]);
  return () => links;
}

/** How many members of a round robin are asked for one request, one after the other. */
const MAX_ASKED = 4;

/**
 * Grants a request with the answers of the calendars, which are asked outside the lock: of a host's own type and of a
 * collective before, of a round robin when it is known whose turn it is.
 */
async function grantOnceAsked(
  app: App,
  type: EventType,
  attempt: Omit<Attempt, "queuedAt" | "calendarAnswers" | "mayAsk">,
): Promise<Outcome<RequestResult, GrantRefusal>> {
  const { team, ownerId } = type;
  const { time } = attempt;
  const isRotation = team?.mode === "round-robin";
  const members = team && !isRotation ? team.members.map(({ hostId }) => hostId) : [];
  const locks = [ownerId, ...members];
  const first = team ? members : [ownerId];
  let answers = await askForInstant(app, first, type, time);
  for (let asked = 0;; asked++) {
    const mayAsk = isRotation && asked < MAX_ASKED;
    const queuedAt = app.elapsed();
    const result = await app.withLock(
      locks,
      () => grant(app, { ...attempt, queuedAt, calendarAnswers: answers, mayAsk }),
    );
    if (!("ask" in result)) return result;
    answers = new Map([...answers, ...await askForInstant(app, result.ask, type, time)]);
  }
}
