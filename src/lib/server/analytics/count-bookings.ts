import type { App } from "../app.ts";
import { commit } from "../kv/commit.ts";
import { countCommit, readCountState } from "../store/count-state.ts";
import { sumDays } from "../store/sum-days.ts";
import { dropUncounted, listUncounted, markRecount } from "../store/uncounted.ts";
import { dueCounts } from "./due-counts.ts";

/** Changes and bookings that one commit counts, and what it writes at most. */
const MOST_AT_ONCE = 100, ROOM = { records: 400, bytes: 500_000 };
const MAX_ATTEMPTS = 10;

/** Counts what has changed of an owner's bookings, `most` at once; true when there may be more. Others may count at the same time. */
export async function countBookings(
  app: Pick<App, "kv" | "withLock">,
  ownerId: string,
  most = 1_000,
): Promise<boolean> {
  return await app.withLock([`counts of ${ownerId}`], async () => {
    let lost = 0;
    for (let counted = 0; counted < most;) {
      const step = await countSome(app.kv, ownerId, MOST_AT_ONCE);
      if (step === "done") return false;
      if (step === "lost" && ++lost === MAX_ATTEMPTS) return true;
      if (step !== "lost") counted += step;
    }
    return true;
  });
}

/** Counts some bookings in one commit and returns how many; "lost" when others were faster. */
export async function countSome(
  kv: Deno.Kv,
  ownerId: string,
  most: number,
): Promise<number | "done" | "lost"> {
  const read = await readCountState(kv, ownerId);
  if (!read) {
    const changes = await listUncounted(kv, ownerId, most);
    return await dropUncounted(kv, changes) ? changes.length : "done";
  }
  const due = await dueCounts(kv, read, { most, ...ROOM });
  if (!due) return "done";
  const { counts, counted, done, state } = due;
  // Sums are added up where nothing else changes them in this commit.
  const isSumming = state.again !== null && due.isAll && done === 0 && counts.days().length === 0;
  const sums = isSumming ? await sumDays(kv, ownerId, { ...state, date: state.again!.date }) : null;
  const again = sums?.next === null ? null : state.again && {
    ...state.again,
    date: sums?.next ?? state.again.date,
  };
  const op = countCommit(kv, read, { ...state, again });
  counts.write(op);
  sums?.write(op);
  for (const { key } of counted) op.delete(key);
  if (state.recount || again) markRecount(op, ownerId);
  return await commit(op) ? done + counted.length : "lost";
}
