import { MINUTE } from "$lib/scheduling/durations.ts";
import { misplacedGuest, takesExtraGuests } from "$lib/scheduling/extra-guests.ts";
import { type Refused, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type * as privateLinks from "../event-types/private-links.ts";
import type { AssignRefusal } from "../changes/assign.ts";
import { requestedPlace } from "../changes/booked-location.ts";
import { answersIn, decidedType } from "../changes/booking-request.ts";
import { secondsUntilAllowed } from "../changes/recipient-limit.ts";
import type { Attempt, RequestContext } from "./request-context.ts";

/** Why a request is not granted. */
export type GrantRefusal =
  | AssignRefusal
  | privateLinks.LinkRefusal
  | "not-found"
  | "invalid"
  | "key-reused"
  | "too-many-emails"
  | "too-many-dates"
  | "busy";

/** Whoever waited longer has probably left, and would not learn of the booking. */
const LONGEST_WAIT_MS = 20_000;

/** "busy" for a request that was queued, and tried in vain, for twenty seconds; null before. */
export function refusalIfLate(app: App, { queuedAt }: Attempt): Refused<"busy"> | null {
  return app.elapsed() - queuedAt > LONGEST_WAIT_MS ? refused("busy", { retryAfter: 5 }) : null;
}

/** Why the request is refused whatever its time; null when it is not. */
export function refusalOf(
  app: App,
  { request, dates }: Attempt,
  { now, type, link, isBlocked, isExtraBlocked, isPendingFull, emails }: RequestContext,
): Refused<GrantRefusal> | null {
  if (!type.active) return refused("inactive");
  if (dates.length > 1 && type.seriesDates < dates.length) {
    return refused("invalid", { fields: { series: "series-off" } });
  }
  const areOffered = dates.every(({ time }) =>
    type.durations.includes((time.end - time.start) / MINUTE)
  );
  if (!areOffered) return refused("not-offered");
  const answers = answersIn(request, type);
  if (!answers.ok) return answers;
  const where = requestedPlace(request, type);
  if (!where.ok) return where;
  if (!link.ok) return link;
  const needsLink = type.privateLinkOnly && !request.byHost;
  if (type.onlyForTeams || (needsLink && !link.value)) return refused("not-found");
  if (isBlocked) return refused("declined");
  const { extraGuests = [], guest } = request;
  const wrong = extraGuests.length > 0 && !takesExtraGuests(type)
    ? "guests-not-taken"
    : isExtraBlocked
    ? "guests-declined"
    : misplacedGuest(extraGuests, { guest: guest.email, hosts: [] });
  if (wrong) return refused("invalid", { fields: { guests: wrong } });
  const { decision } = decidedType(type, request);
  if (isPendingFull && decision === "approval") return refused("too-many-pending");
  const retryAfter = secondsUntilAllowed(app, emails, now);
  return retryAfter === null ? null : refused("too-many-emails", { retryAfter });
}
