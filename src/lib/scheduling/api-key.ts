import * as v from "valibot";
import { addDays, dateAt, startOfDay } from "./day.ts";
import { isDate } from "./month.ts";

/** What a key may be given, the narrowest first. */
export const scopes = [
  "read", // see everything of the account except secrets
  "bookings", // book for guests, confirm, decline, cancel, reschedule, reassign; send emails again
  "settings", // change event types, schedules, time off, limits, private links and the profile
  "connections", // connect, sync and disconnect calendars
  "webhooks", // see and change webhooks, send their deliveries again
  "teams", // change teams, their members and event types, as far as the host's role allows
] as const;
export type Scope = typeof scopes[number];

/** Why a key was revoked: its host did it, or its secret was part of a URL. */
export type RevocationReason = "by-host" | "in-url";

/** A personal API key: a program that has its secret acts for its host. Only the hash of the secret is stored. */
export interface ApiKey {
  id: string;
  /** SHA-256 of the secret. */
  hash: string;
  hostId: string;
  /** For the host alone: what it is used for. */
  name: string;
  scopes: Scope[];
  /** Epoch ms; null: it does not expire. */
  expiresAt: number | null;
  /** The UTC date and the address block (/24 or /48) of its last use; written at most once a day. */
  lastUse: { date: string; from: string } | null;
  revoked: { at: number; reason: RevocationReason } | null;
  createdAt: number;
}

export type ApiKeyState = "active" | "expired" | "revoked";

/** How many days a key may last that has no date of its own. */
export const keyLifetimes = ["30", "90", "365"] as const;

/** A new key, as it arrives from a form or the API. */
export const ApiKeyInput = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, "name-needed"), v.maxLength(80, "too-long")),
  scopes: v.optional(
    v.pipe(
      v.array(v.picklist(scopes, "scope-unknown")),
      v.minLength(1, "scope-needed"),
      v.maxLength(scopes.length, "scope-unknown"),
    ),
    () => ["read"],
  ),
  /** A number of days, the last date of the host on which it works, or "never". */
  expires: v.optional(
    v.union([
      v.picklist([...keyLifetimes, "never"]),
      v.pipe(v.string(), v.check(isDate, "date-invalid")),
    ], "date-invalid"),
    "90",
  ),
});
export type ApiKeyInput = v.InferOutput<typeof ApiKeyInput>;

/** When a key made now ends, epoch ms; null for never. */
export function keyExpiry(
  expires: ApiKeyInput["expires"],
  now: number,
  zone: string,
): number | null {
  if (expires === "never") return null;
  const days = keyLifetimes.find((each) => each === expires);
  const lastDate = days ? addDays(dateAt(now, zone), Number(days)) : expires;
  return startOfDay(addDays(lastDate, 1), zone);
}

/** What a key is good for now. */
export function apiKeyStateOf(
  { revoked, expiresAt }: Pick<ApiKey, "revoked" | "expiresAt">,
  now: number,
): ApiKeyState {
  if (revoked) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "expired" : "active";
}
