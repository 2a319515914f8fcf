import type { Language } from "$lib/scheduling/language.ts";

/** A page as it is sent to every visitor who is not signed in, and what it was made of. */
export interface KeptPage {
  language: Language;
  /** The origins that may frame it; see `App.Locals`. */
  frameAncestors: string[] | null;
  headers: Record<string, string>;
  plain: Uint8Array<ArrayBuffer>;
  /** The same in a content coding, made when it is first asked for. */
  encoded: Map<string, Uint8Array<ArrayBuffer>>;
  /** Whole answers with it, by the key of the requests that they are for. */
  ready: Map<string, ReadyPage>;
  /** The records that it is right for: their keys and versionstamps. */
  versions: readonly (readonly [Deno.KvKey, string | null])[];
  /** When it is right while those are unchanged, epoch ms. */
  start: number;
  end: number;
  /** Counts a visit of it. */
  visited(visit: PageVisit): void;
}

/** A whole answer with a kept page, and what its visits are counted by. */
export interface ReadyPage {
  headers: Record<string, string>;
  body: Uint8Array;
  url: URL;
  route: string;
}

/** A request that may be a visit. */
export interface PageVisit {
  url: URL;
  request: { method: string; headers: Pick<Headers, "get"> };
  /** The client's address. */
  client: string;
}

/** Keeps what was made for a while, within a number of bytes; what was not used for longest goes first. */
export interface PageMemory<T> {
  get(key: string): T | null;
  /** Keeps `page`, which takes so many bytes; nothing that takes more than a tenth of the room. */
  set(key: string, page: T, bytes: number): void;
  delete(key: string): void;
  /** How many bytes are in use. */
  readonly bytes: number;
}

/** What an entry takes beside its page: key, versions and the map's own. */
const ENTRY_BYTES = 2_000;

/** Opens an empty memory; with 0 bytes it keeps nothing. */
export function openPageMemory<T>(maxBytes: number): PageMemory<T> {
  const entries = new Map<string, { page: T; bytes: number }>();
  let total = 0;
  const remove = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const found = entries.get(key);
      if (!found) return null;
      entries.delete(key);
      entries.set(key, found);
      return found.page;
    },
    set(key, page, size) {
      remove(key);
      const bytes = size + ENTRY_BYTES;
      if (bytes > maxBytes / 10) return;
      entries.set(key, { page, bytes });
      total += bytes;
      while (total > maxBytes) remove(entries.keys().next().value!);
    },
    delete: remove,
    get bytes() {
      return total;
    },
  };
}
