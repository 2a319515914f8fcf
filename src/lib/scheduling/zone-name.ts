import { zonedAt } from "./temporal.ts";

/** Longer than any name of a zone. */
const LONGEST = 64;

/** Names that ICU keeps from old copies of the tz database; the native Temporal refuses them, the polyfill takes them. */
const retired = /^(Factory|SystemV\/.*|US\/Pacific-New)$/i;

/** Names come from requests, so only so many are cached. */
const MAX_CACHED = 1_000;
const cache = new Map<string, string | null>();

/**
 * A time zone by its IANA name or alias, in the spelling of the tz database; null for everything else. What is known is
 * what `Temporal` and `Intl` both know, as times are counted by the one and shown by the other: `Intl` alone takes
 * names like PST, which mean a zone or an offset. Offsets like `+05:00` are no zones.
 */
export function canonicalZone(name: string): string | null {
  let found = cache.get(name);
  if (found === undefined) {
    found = lookUpZone(name);
    if (cache.size >= MAX_CACHED) cache.clear();
    if (name.length <= LONGEST) cache.set(name, found);
  }
  return found;
}

function lookUpZone(name: string): string | null {
  if (name.length > LONGEST || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return null;
  if (retired.test(name)) return null;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return zonedAt(0, name).timeZoneId;
  } catch {
    // Both throw for a name that they do not know, and for nothing else.
    return null;
  }
}
