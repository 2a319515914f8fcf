/** A store that notes what was read, so that an answer can be kept while every part of it is the same. */
import { keys } from "../kv/keys.ts";
import { kindsWhere } from "./records.ts";

/** A record that was read: its key and its versionstamp, null where there was none. */
export type ReadVersion = readonly [Deno.KvKey, string | null];

/** What an answer was made of. */
export interface RecordedReads {
  kv: Deno.Kv;
  /**
   * The records whose versions together say whether the answer is still right; null where they cannot: it read
   * something that no guard covers without its version, or before that guard, or it wrote.
   */
  versions(): ReadVersion[] | null;
}

/** Kinds of records that change only with the guard of the host or team in their key. */
const underGuard = new Set(kindsWhere(({ guarded }) => guarded === true));

/** Records the reads through `kv`. */
export function recordReads(kv: Deno.Kv): RecordedReads {
  const seen = new Map<string, ReadVersion>();
  const guarded = new Set<Deno.KvKeyPart>();
  let isKnown = true;

  const isUnderReadGuard = ([kind, owner]: Deno.KvKey) =>
    // Starts of a team's meetings are named by event type; what reads them has read the team's guard.
    kind === "team_start" ? guarded.size > 0 : underGuard.has(kind!) && guarded.has(owner!);

  function note({ key, versionstamp }: Deno.KvEntryMaybe<unknown>): void {
    const text = JSON.stringify(key), was = seen.get(text);
    if (was && was[1] !== versionstamp) isKnown = false;
    if (!was && !isUnderReadGuard(key)) seen.set(text, [key, versionstamp]);
    if (key[0] === guardKind) guarded.add(key[1]!);
  }

  const reading: Pick<Deno.Kv, "get" | "getMany" | "list"> = {
    async get<T>(...[key, options]: Parameters<Deno.Kv["get"]>) {
      const entry = await kv.get<T>(key, options);
      note(entry);
      return entry;
    },
    async getMany<T extends readonly unknown[]>(
      keys: readonly [...{ [K in keyof T]: Deno.KvKey }],
      options?: { consistency?: Deno.KvConsistencyLevel },
    ) {
      const entries = await kv.getMany<T>(keys, options);
      entries.forEach(note);
      return entries;
    },
    list(...args) {
      const [selector] = args;
      const range = "prefix" in selector ? selector.prefix : selector.start;
      if (!isUnderReadGuard(range)) isKnown = false;
      return kv.list(...args);
    },
  };
  const recording = new Proxy(kv, {
    get(_, name) {
      if (name in reading) return reading[name as keyof typeof reading];
      // What is awaited is asked for "then", which a store does not have.
      if (!(name in kv)) return undefined;
      // Only reads may be left out when the answer is given again.
      isKnown = false;
      const value = Reflect.get(kv, name);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
  return { kv: recording, versions: () => isKnown ? [...seen.values()] : null };
}

const [guardKind] = keys.guards();

/** Whether all these records are as they were read; ten are asked for at once. */
export async function areUnchanged(
  kv: Deno.Kv,
  versions: readonly ReadVersion[],
): Promise<boolean> {
  const tens = Array.from(
    { length: Math.ceil(versions.length / 10) },
    (_, n) => versions.slice(n * 10, n * 10 + 10),
  );
  const current = await Promise.all(
    tens.map((ten) => kv.getMany<unknown[]>(ten.map(([key]) => key))),
  );
  return current.flat().every(({ versionstamp }, n) => versionstamp === versions[n]![1]);
}
