/** Deletes many records, some in each commit. */
import { commit, listAll } from "./commit.ts";

const RECORDS_PER_COMMIT = 200, READ_BATCH = 100;
/** Checks that one commit takes. */
const MAX_CHECKS = 10;

/** Deletes all entries of a selector, one commit at a time; keys that end in `exceptLastPart` stay. */
export async function deleteRange(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  exceptLastPart: string | null = null,
): Promise<void> {
  for (;;) {
    const entries = (await listAll(kv, selector, { limit: RECORDS_PER_COMMIT, batchSize: 50 }))
      .filter(({ key }) => exceptLastPart === null || key.at(-1) !== exceptLastPart);
    if (entries.length === 0) return;
    const op = kv.atomic();
    for (const { key } of entries) op.delete(key);
    await commit(op);
  }
}

/** Deletes what is over of a kind of record, up to a limit; true when there may be more. */
export type Purge = (kv: Deno.Kv, now: number, limit: number) => Promise<boolean>;

/**
 * Deletes records from an instant on, epoch ms, that each says itself, in small commits that check its version; `drop`
 * adds what else goes with it.
 */
export function purgeOver<T>(
  selector: Deno.KvListSelector,
  overAt: (value: T) => number,
  drop?: (op: Deno.AtomicOperation, value: T) => unknown,
): Purge {
  return async (kv, now, limit) => {
    let op = kv.atomic(), batched = 0, purged = 0;
    for await (const entry of kv.list<T>(selector, { batchSize: READ_BATCH })) {
      // One that does not say until when it is kept stays.
      if (!(overAt(entry.value) <= now)) continue;
      drop?.(op, entry.value);
      op.check(entry).delete(entry.key);
      if (++batched === MAX_CHECKS) {
        await commit(op);
        op = kv.atomic();
        batched = 0;
      }
      if (++purged === limit) break;
    }
    if (batched > 0) await commit(op);
    return purged === limit;
  };
}
