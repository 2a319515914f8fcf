import { misplacedGuest, takesExtraGuests } from "$lib/scheduling/extra-guests.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type * as privateLinks from "../event-types/private-links.ts";
import type { AssignRefusal } from "../changes/assign.ts";
import { secondsUntilAllowed } from "../changes/recipient-limit.ts";
import type { ReadyRequest } from "./ready-request.ts";
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

/** A request that only its times can refuse, with the private link that it uses. */
export interface AcceptedRequest {
  ready: ReadyRequest;
  link: privateLinks.FoundLink | null;
}

/** Whoever waited longer has probably left, and would not learn of the booking. */
const LONGEST_WAIT_MS = 20_000;

/** "busy" for a request that was queued, and tried in vain, for twenty seconds; null before. */
export function refusalIfLate(app: App, { queuedAt }: Attempt): Refused<"busy"> | null {
  return app.elapsed() - queuedAt > LONGEST_WAIT_MS ? refused("busy", { retryAfter: 5 }) : null;
}

/** What of a request is accepted whatever its time, or why it is refused. */
export function acceptRequest(
  app: App,
  { request }: Attempt,
  { now, type, ready, link, isBlocked, isExtraBlocked, isPendingFull, emails }: RequestContext,
): Outcome<AcceptedRequest, GrantRefusal> {
  if (!type.active) return refused("inactive");
  if (!ready.ok) return ready;
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
  if (isPendingFull && ready.value.type.decision === "approval") return refused("too-many-pending");
  const retryAfter = secondsUntilAllowed(app, emails, now);
  return retryAfter === null
    ? accepted({ ready: ready.value, link: link.value })
    : refused("too-many-emails", { retryAfter });
}
