/** Why a member could not have a booking that a round robin gave to another one. */
import type { RefusalCode } from "$lib/scheduling/outcome.ts";
import type { SkipReason } from "$lib/scheduling/rotation-decisions.ts";
import type { TypeMember } from "$lib/scheduling/team-terms.ts";

/** The members who are no longer among those who could have it, with the reason. */
export function reasonFor(
  reason: SkipReason,
  members: readonly TypeMember[],
  staying: readonly TypeMember[],
): [string, SkipReason][] {
  return members.filter((member) => !staying.includes(member))
    .map(({ hostId }) => [hostId, reason]);
}

/** The reason that a refusal to give it to one member stands for. */
export function refusedFor(code: RefusalCode): SkipReason {
  return code === "too-many-pending" || code === "too-many-upcoming" ? "guest" : "not-free";
}
