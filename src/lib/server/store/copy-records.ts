/** Makes one store equal another by pages, whether each is a file or a server. */
import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import { keys } from "./keys.ts";

/** What a pass found. */
interface Pass {
  records: number;
  /** Records that were written or deleted, except those that running programs change without any commit of theirs. */
  changed: number;
  /** Hosts and teams whose guard had another version. */
  guards: string[];
}

export interface Copied {
  records: number;
  /** The hosts and teams that were changed during the last pass; empty where the copy is of one instant. */
  changing: string[];
}

const PAGE = 500;
const MAX_PASSES = 6;
/** Below the limits of a commit: 1,000 writes and 800 KiB. */
const WRITES = 400, BYTES = 400 * 1024;

/** Before and after every key. */
const first: Deno.KvKey = [new Uint8Array(0)], end: Deno.KvKey = [true];

/** Kinds of records that only say something of their own database. */
const left = new Set([keys.commitMark("")[0], keys.syncProgressOfAll()[0], keys.instances()[0]]);
/** Kinds that running programs write without a guard. */
const restless = new Set([keys.readinessProbe()[0], keys.clockState()[0], keys.proxyHeaders()[0]]);

/**
 * Passes over both until one finds nothing to change: then every record has stayed as it is from its reading in the pass
 * before until that in the last, so the copy is of one instant. A copy that was interrupted goes on where it differs.
 */
export async function copyRecords(
  from: Deno.Kv,
  to: Deno.Kv,
  onRecords: (done: number, pass: number) => void | Promise<void> = () => {},
): Promise<Copied> {
  for (let pass = 1;; pass++) {
    const { records, changed, guards } = await copyOnce(from, to, (done) => onRecords(done, pass));
    if (changed === 0) return { records, changing: [] };
    if (pass === MAX_PASSES) return { records, changing: guards };
  }
}

/** One pass: sets what is missing or different, deletes what is not there. */
async function copyOnce(
  from: Deno.Kv,
  to: Deno.Kv,
  onRecords: (done: number) => void | Promise<void>,
): Promise<Pass> {
  const pass: Pass = { records: 0, changed: 0, guards: [] };
  for (let start = first;;) {
    const page = await listBetween(from, start, end, PAGE);
    const isLast = page.length < PAGE;
    const stop = isLast ? end : after(page.at(-1)!.key);
    await matchPage(to, page.filter(isCopied), await listBetween(to, start, stop), pass);
    pass.records += page.filter(isCopied).length;
    await onRecords(pass.records);
    if (isLast) return pass;
    start = stop;
  }
}

async function matchPage(
  to: Deno.Kv,
  wanted: readonly Deno.KvEntry<unknown>[],
  found: readonly Deno.KvEntry<unknown>[],
  pass: Pass,
): Promise<void> {
  const there = new Map(
    found.filter(isOthers).map(({ key, value }) => [nameOf(key), { key, value }]),
  );
  let op = to.atomic(), writes = 0, bytes = 0;
  const note = async (key: Deno.KvKey, size: number) => {
    if (!restless.has(String(key[0]))) pass.changed++;
    if (key[0] === keys.guards()[0]) pass.guards.push(String(key[1]));
    bytes += size;
    if (++writes < WRITES && bytes < BYTES) return;
    await op.commit();
    [op, writes, bytes] = [to.atomic(), 0, 0];
  };
  for (const { key, value } of wanted) {
    const name = nameOf(key), before = there.get(name), is = serialize(value);
    there.delete(name);
    if (before && is.equals(serialize(before.value))) continue;
    op.set(key, value);
    await note(key, is.length);
  }
  for (const { key } of there.values()) {
    op.delete(key);
    await note(key, 100);
  }
  if (writes > 0) await op.commit();
}

/** How many records a store has, and a hash of all keys and values in their order. */
export async function digestRecords(kv: Deno.Kv): Promise<{ records: number; hash: string }> {
  const hash = createHash("sha256");
  let records = 0;
  for await (const entry of kv.list({ start: first, end }, { batchSize: PAGE })) {
    if (!isCopied(entry)) continue;
    hash.update(nameOf(entry.key)).update("\n").update(serialize(entry.value)).update("\n");
    records++;
  }
  return { records, hash: hash.digest("hex") };
}

/** Whether nothing is in a store but what says something of the database itself. */
export async function isEmptyStore(kv: Deno.Kv): Promise<boolean> {
  for await (const entry of kv.list({ start: first, end }, { batchSize: 10 })) {
    if (isCopied(entry)) return false;
  }
  return true;
}

async function listBetween(
  kv: Deno.Kv,
  start: Deno.KvKey,
  end: Deno.KvKey,
  limit?: number,
): Promise<Deno.KvEntry<unknown>[]> {
  const options = { batchSize: PAGE, ...(limit === undefined ? {} : { limit }) };
  return await Array.fromAsync(kv.list({ start, end }, options));
}

const isOthers = ({ key }: { key: Deno.KvKey }) => key[0] !== keys.storeMove()[0];
const isCopied = (entry: { key: Deno.KvKey }) => isOthers(entry) && !left.has(String(entry.key[0]));

/** The key that follows: nothing sorts between the two. */
function after(key: Deno.KvKey): Deno.KvKey {
  return [...key, new Uint8Array(0)];
}

function nameOf(key: Deno.KvKey): string {
  return JSON.stringify(key);
}
