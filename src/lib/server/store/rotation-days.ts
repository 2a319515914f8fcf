/** What round robins have decided, by date: written in the booking's commit, under the team's guard. */
import type { DecidedCounts } from "$lib/scheduling/rotation-decisions.ts";
import { commit, listAll } from "../kv/commit.ts";
import { getGuard, guardedCommit } from "../kv/guard.ts";
import { keys } from "../kv/keys.ts";

/** The decisions of a round robin on one date of its team's zone. */
export interface RotationDay {
  date: string;
  typeId: string;
  counts: DecidedCounts;
}

/** The decisions of a date until now; exact under the team's guard. */
export async function getDecidedCounts(
  kv: Deno.Kv,
  teamId: string,
  { date, typeId }: Pick<RotationDay, "date" | "typeId">,
): Promise<DecidedCounts> {
  return (await kv.get<DecidedCounts>(keys.rotationDay(teamId, date, typeId))).value ?? {};
}

/** Adds to a commit that raises the team's guard: the decisions of a date are replaced. */
export function setRotationDay(
  op: Deno.AtomicOperation,
  teamId: string,
  { date, typeId, counts }: RotationDay,
): void {
  op.set(keys.rotationDay(teamId, date, typeId), counts);
}

/** The decisions of a range of dates, both included. */
export async function listRotationDays(
  kv: Deno.Kv,
  teamId: string,
  { from, to }: { from: string; to: string },
): Promise<RotationDay[]> {
  const entries = await listAll<DecidedCounts>(kv, {
    start: keys.rotationDaysFrom(teamId, from),
    end: keys.rotationDaysFrom(teamId, `${to}~`),
  });
  return entries.map(({ key: [, , date, typeId], value }) => ({
    date: String(date),
    typeId: String(typeId),
    counts: value,
  }));
}

const RECORDS_PER_COMMIT = 100;

/** Forgets what was decided of a host who has left the team; resumes after an interruption. */
export async function eraseDecisionsOf(kv: Deno.Kv, teamId: string, hostId: string): Promise<void> {
  const all = await listAll<DecidedCounts>(kv, { prefix: keys.rotationDaysOf(teamId) });
  const named = all.filter(({ value }) => Object.hasOwn(value, hostId)).map(({ key }) => key);
  for (let n = 0; n < named.length; n += RECORDS_PER_COMMIT) {
    const some = named.slice(n, n + RECORDS_PER_COMMIT);
    for (let isWritten = false; !isWritten;) {
      const op = guardedCommit(kv, await getGuard(kv, teamId));
      for (const key of some) {
        const { [hostId]: _, ...others } = (await kv.get<DecidedCounts>(key)).value ?? {};
        op.set(key, others);
      }
      isWritten = await commit(op);
    }
  }
}
