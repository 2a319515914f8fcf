import { createHmac } from "node:crypto";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";

/** Tells the first time that a client does something within an hour from the times after it. */
export interface OnceAnHour {
  /** Whether this client has not done this before in the hour of `at`, epoch ms. */
  isFirst(client: string, what: string, at: number): boolean;
}

/** Clients and what they did that are remembered within an hour; nothing more is a first time then. */
const MOST_REMEMBERED = 50_000;

/** Remembers hashes alone, in memory, until the hour is over; their salt is new every day and is never stored. */
export function openOnceAnHour(most: number = MOST_REMEMBERED): OnceAnHour {
  let salt = { day: NaN, bytes: new Uint8Array() };
  let seen = { hour: NaN, hashes: new Set<string>() };
  return {
    isFirst(client, what, at) {
      const day = Math.floor(at / DAY), hour = Math.floor(at / HOUR);
      if (salt.day !== day) salt = { day, bytes: crypto.getRandomValues(new Uint8Array(32)) };
      if (seen.hour !== hour) seen = { hour, hashes: new Set() };
      if (seen.hashes.size >= most) return false;
      const hash = createHmac("sha256", salt.bytes).update(`${client}\0${what}`)
        .digest("base64url").slice(0, 22);
      if (seen.hashes.has(hash)) return false;
      seen.hashes.add(hash);
      return true;
    },
  };
}
