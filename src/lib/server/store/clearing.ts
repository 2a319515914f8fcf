import type { AnswerRecord, LinkRecord } from "./bookings.ts";
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";

/** What nobody needs any more goes in small commits. */

const BATCH = 100;

/** Links of bookings that are no more. */
export async function forgetLostLinks(kv: Deno.Kv): Promise<void> {
  await forgetLost(kv, kv.list<LinkRecord>({ prefix: keys.links() }));
}

/** Stored answers about bookings that are no more. */
export async function forgetLostAnswers(kv: Deno.Kv): Promise<void> {
  await forgetLost(kv, kv.list<AnswerRecord>({ prefix: keys.answers() }));
}

async function forgetLost(
  kv: Deno.Kv,
  entries: AsyncIterable<Deno.KvEntry<{ bookingId: string }>>,
): Promise<void> {
  let batch: Deno.KvEntry<{ bookingId: string }>[] = [];
  const flush = async () => {
    const op = kv.atomic();
    for (let i = 0; i < batch.length; i += 10) {
      const some = batch.slice(i, i + 10);
      const there = await kv.getMany<unknown[]>(
        some.map(({ value }) => keys.booking(value.bookingId)),
      );
      for (const [n, { versionstamp }] of there.entries()) {
        if (versionstamp === null) op.delete(some[n]!.key);
      }
    }
    await commit(op);
    batch = [];
  };
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length === BATCH) await flush();
  }
  await flush();
}
