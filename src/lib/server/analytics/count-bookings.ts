import type { App } from "../app.ts";
import { commit } from "../store/commit.ts";
import { countCommit, readCountState } from "../store/count-state.ts";
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
  const op = countCommit(kv, read, state);
  counts.write(op);
  for (const { key } of counted) op.delete(key);
  if (state.recount) markRecount(op, ownerId);
  return await commit(op) ? done + counted.length : "lost";
}
