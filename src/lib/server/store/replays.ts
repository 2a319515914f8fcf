import { DAY } from "$lib/scheduling/durations.ts";
import { commit } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

/** A change of the API that was carried out under an Idempotency-Key. */
export interface Replay {
  payloadHash: string;
  at: number;
  /** The program that carries it out, and its name for this first request. */
  by: string;
  first: string;
  /** What was answered, without secrets, encrypted under the Idempotency-Key; null until it is known. */
  answer: string | null;
}

const RETENTION_MS = DAY;

export function readReplay(kv: Deno.Kv, hash: string): Promise<Deno.KvEntryMaybe<Replay>> {
  return kv.get<Replay>(keys.replay(hash));
}

/** Whether a replay is still answered: 24 hours from the first request. */
export function isReplayValid({ at }: Replay, now: number): boolean {
  return at + RETENTION_MS > now;
}

/** Checks that a commit takes over KV Connect. */
const MAX_CHECKS = 10;

/** Another request committed under the same key. */
export class ReplayTaken extends Error {}

/** A store whose first commit also writes the record; it throws ReplayTaken when somebody has used the key since `was` was read. */
export function storeWithReplay(
  kv: Deno.Kv,
  was: Deno.KvEntryMaybe<Replay>,
  is: Replay,
): { kv: Deno.Kv; isCommitted(): boolean } {
  let committed = false;
  const atomic = () => {
    const op = kv.atomic();
    const commit = op.commit.bind(op), check = op.check.bind(op);
    let isAdded = false, checks = 0;
    op.check = (...each) => {
      checks += each.length;
      return check(...each);
    };
    op.commit = async () => {
      if (!committed && !isAdded) {
        // Where no check is left, those of the change tell two requests apart.
        if (checks < MAX_CHECKS) check(was);
        op.set(was.key, is);
      }
      isAdded = true;
      const result = await commit();
      if (!committed && !result.ok && await isTaken(kv, was)) throw new ReplayTaken();
      committed ||= result.ok;
      return result;
    };
    return op;
  };
  const proxy = new Proxy(kv, {
    get: (target, name) => {
      if (name === "atomic") return atomic;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { kv: proxy, isCommitted: () => committed };
}

async function isTaken(kv: Deno.Kv, was: Deno.KvEntryMaybe<Replay>): Promise<boolean> {
  return (await kv.get(was.key)).versionstamp !== was.versionstamp;
}

/** Stores what was answered. */
export async function setReplayAnswer(kv: Deno.Kv, hash: string, is: Replay): Promise<void> {
  await commit(kv.atomic().set(keys.replay(hash), is));
}

/** Forgets a key under which nothing was carried out. */
export async function deleteReplay(kv: Deno.Kv, hash: string): Promise<void> {
  await commit(kv.atomic().delete(keys.replay(hash)));
}

/** Deletes the answers that are repeated no more. */
export const purgeReplays = purgeOver<Replay>(
  { prefix: keys.replays() },
  ({ at }) => at + RETENTION_MS,
);
