import type { FigureRow } from "./figure-rows.ts";
import type { readTeamShares } from "./team-shares.ts";

/** How the bookings of a team were distributed. */
export type TeamShares = Awaited<ReturnType<typeof readTeamShares>>;

/** A row for each member of each round robin, or of one event type. */
export function memberRows({ eventTypes }: TeamShares, typeId: string | null): FigureRow[] {
  return eventTypes.filter(({ id }) => typeId === null || id === typeId).flatMap((type) =>
    type.members.map(({ name, weight, booked, share, expectedShare, chosen, skipped }) => ({
      eventType: type.title,
      member: name,
      weight,
      booked,
      share,
      expectedShare,
      chosen,
      skippedNotFree: skipped["not-free"],
      skippedCalendar: skipped.calendar,
      skippedGuest: skipped.guest,
      skippedDeclined: skipped.declined,
      skippedPriority: skipped.priority,
      skippedSameMember: skipped["same-member"],
      skippedTurn: skipped.turn,
    }))
  );
}
