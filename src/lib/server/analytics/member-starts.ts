import { DAY } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import type { App } from "../app.ts";
import { explainMembers } from "../availability/explain-team.ts";

/** The start times of a round robin, and what keeps each member from them. */
export interface MemberStarts {
  typeId: string;
  title: string;
  starts: number;
  members: {
    hostId: string;
    name: string | null;
    free: number;
    /** The first reason of each of the other starts. */
    reasons: Partial<Record<ReasonCode, number>>;
  }[];
}

const DAYS = 7;
/** Event types that are explained at once, and members: each start is explained for every member. */
const MOST_TYPES = 3, MOST_MEMBERS = 20;

/** The start times of the next days that each member of round robins could take, or of one event type. */
export async function readMemberStarts(
  app: App,
  types: readonly EventType[],
  typeId: string | null,
): Promise<MemberStarts[]> {
  const now = app.now();
  const rotating = types.filter((type) =>
    type.active && type.team?.mode === "round-robin" &&
    type.team.members.length <= MOST_MEMBERS && (typeId === null || type.id === typeId)
  );
  return await Promise.all(
    rotating.slice(0, MOST_TYPES).map(async (type) => {
      const minutes = type.durations[0]!;
      const window = { start: now, end: now + DAYS * DAY };
      const { members, starts } = await explainMembers(app, { type, minutes, window });
      return {
        typeId: type.id,
        title: type.title,
        starts: starts.length,
        members: members.map(({ hostId, name }) => {
          const reasons: Partial<Record<ReasonCode, number>> = {};
          let free = 0;
          for (const { members: each } of starts) {
            const [code] = each.find((member) => member.hostId === hostId)?.codes ?? ["MEMBER"];
            if (code === undefined) free++;
            else reasons[code] = (reasons[code] ?? 0) + 1;
          }
          return { hostId, name, free, reasons };
        }),
      };
    }),
  );
}
