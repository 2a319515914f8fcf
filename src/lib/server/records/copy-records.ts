/** Makes one store equal another by pages, whether each is a file or a server. */
import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import { keys } from "../kv/keys.ts";
import { rowOf } from "./records.ts";

/** How many records a store has, and a hash of all keys and values in their order. */
export interface RecordsDigest {
  records: number;
  hash: string;
}

/** What a pass found. */
interface Pass {
  from: Digesting;
  to: Digesting;
  /** Records that were written or deleted, except those that running programs change without any commit of theirs. */
  changed: number;
  /** Hosts and teams whose guard had another version. */
  guards: string[];
}

export interface Copied {
  records: number;
  /** The hosts and teams that were changed during the last pass; empty where the copy is of one instant. */
  changing: string[];
  /** What the last pass has read of each store. */
  from: RecordsDigest;
  to: RecordsDigest;
}

/** A record as it is compared: its key and value as texts. */
interface Written {
  key: Deno.KvKey;
  value: unknown;
  name: string;
  text: string;
}

/** The most that one read takes. */
const PAGE = 1_000;
const MAX_PASSES = 6;
/** Below the limits of a commit: 1,000 writes, 80 KiB of keys, and 800 KiB in all. */
const WRITES = 900, KEY_BYTES = 64 * 1024, BYTES = 600 * 1024;

/** Before and after every key. */
const first: Deno.KvKey = [new Uint8Array(0)], end: Deno.KvKey = [true];

const copiedAs = (key: Deno.KvKey) => rowOf(key)?.copied;

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
    const found = await copyOnce(from, to, (done) => onRecords(done, pass));
    if (found.changed > 0 && pass < MAX_PASSES) continue;
    const was = found.from.end();
    const changing = found.changed === 0 ? [] : found.guards;
    return { records: was.records, changing, from: was, to: found.to.end() };
  }
}

/** One pass: sets what is missing or different, deletes what is not there. A page is read while the one before is written. */
async function copyOnce(
  from: Deno.Kv,
  to: Deno.Kv,
  onRecords: (done: number) => void | Promise<void>,
): Promise<Pass> {
  const pass: Pass = { from: openDigest(), to: openDigest(), changed: 0, guards: [] };
  for (let page = await readPages(from, to, first);;) {
    const next = page.stop === end ? null : readPages(from, to, page.stop);
    // An error of the write is told first, and this one again when it is waited for.
    next?.catch(() => {});
    await matchPage(to, page, pass);
    await onRecords(pass.from.records);
    if (!next) return pass;
    page = await next;
  }
}

/** The next records of the first store, and what the other has between them. */
async function readPages(from: Deno.Kv, to: Deno.Kv, start: Deno.KvKey) {
  const page = await listBetween(from, start, end, PAGE);
  const stop = page.length < PAGE ? end : after(page.at(-1)!.key);
  const found = await listBetween(to, start, stop);
  return {
    wanted: page.filter(isCopied).map(written),
    found: found.filter(isOthers).map(written),
    stop,
  };
}

async function matchPage(
  to: Deno.Kv,
  { wanted, found }: { wanted: readonly Written[]; found: readonly Written[] },
  pass: Pass,
): Promise<void> {
  for (const record of wanted) pass.from.add(record);
  for (const record of found) if (isCopied(record)) pass.to.add(record);
  const there = new Map(found.map((record) => [record.name, record]));
  let op = to.atomic(), writes = 0, keyBytes = 0, bytes = 0;
  const note = async ({ key }: Written, size: number) => {
    if (copiedAs(key) !== "restless") pass.changed++;
    if (key[0] === keys.guards()[0]) pass.guards.push(String(key[1]));
    keyBytes += bytesOfKey(key);
    bytes += size;
    if (++writes < WRITES && keyBytes < KEY_BYTES && bytes < BYTES) return;
    await op.commit();
    [op, writes, keyBytes, bytes] = [to.atomic(), 0, 0, 0];
  };
  for (const record of wanted) {
    const before = there.get(record.name);
    there.delete(record.name);
    if (record.text === before?.text) continue;
    op.set(record.key, record.value);
    await note(record, serialize(record.value).length);
  }
  for (const record of there.values()) {
    op.delete(record.key);
    await note(record, 0);
  }
  if (writes > 0) await op.commit();
}

export async function digestRecords(kv: Deno.Kv): Promise<RecordsDigest> {
  const digest = openDigest();
  for await (const entry of kv.list({ start: first, end }, { batchSize: PAGE })) {
    if (isCopied(entry)) digest.add(written(entry));
  }
  return digest.end();
}

interface Digesting {
  readonly records: number;
  add(record: Written): void;
  end(): RecordsDigest;
}

function openDigest(): Digesting {
  const hash = createHash("sha256");
  let records = 0;
  return {
    get records() {
      return records;
    },
    add({ name, text }) {
      hash.update(`${name}\n${text}\n`);
      records++;
    },
    end: () => ({ records, hash: hash.digest("hex") }),
  };
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

const isOthers = ({ key }: { key: Deno.KvKey }) => copiedAs(key) !== "left";
const isCopied = (entry: { key: Deno.KvKey }) => isOthers(entry) && copiedAs(entry.key) !== "never";

/** The key that follows: nothing sorts between the two. */
function after(key: Deno.KvKey): Deno.KvKey {
  return [...key, new Uint8Array(0)];
}

function written({ key, value }: Deno.KvEntry<unknown>): Written {
  return { key, value, name: textOf(key), text: textOf(value) };
}

/**
 * The same text for equal values. What V8 writes is not: a whole number takes one form or another by what other objects of
 * the same shape have held before.
 */
function textOf(value: unknown): string {
  return JSON.stringify({ value }, markOthers);
}

/** Writes what JSON has no form for under a key that no record has; `this` has a Date before its `toJSON` is called. */
function markOthers(this: Record<string, unknown>, key: string): unknown {
  const value = this[key];
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { "\0": String(value) };
    case "object":
      return value === null || isPlain(value)
        ? value
        : { "\0": serialize(value).toString("base64") };
    default:
      return { "\0": `${typeof value} ${value}` };
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}

/** As the store writes a key: texts and bytes with their ends, zeros twice, numbers in nine bytes or what they need. */
function bytesOfKey(key: Deno.KvKey): number {
  return key.reduce<number>((sum, part) => {
    if (typeof part === "string") return sum + 2 + new TextEncoder().encode(part).length;
    if (part instanceof Uint8Array) return sum + 2 + 2 * part.length;
    return sum + (typeof part === "bigint" ? 10 + part.toString(16).length : 9);
  }, 0);
}
