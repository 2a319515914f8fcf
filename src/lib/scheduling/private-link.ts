import * as v from "valibot";
import { type Booking, isLiveBooking } from "./booking.ts";
import { addDays, dateAt, startOfDay } from "./day.ts";
import { parseEmail } from "./email-address.ts";
import { guestKey } from "./guest.ts";
import { isDate } from "./month.ts";

/** A secret address of an event type, good for some bookings and some time. */
export interface PrivateLink {
  /** SHA-256 of its secret. */
  hash: string;
  /** The secret, sealed, so that its host can be shown the address again. */
  sealed: string;
  /** The host, or the team, that owns the event type. */
  ownerId: string;
  typeId: string;
  /** For the host alone: whom or what it is for. */
  label: string;
  /** How many bookings, or series, it is good for. */
  maxUses: number;
  /** Those that counted when it was used last: of each the ids of its bookings, one or the dates of a series. */
  uses: string[][];
  /** Epoch ms; null: it does not expire. */
  expiresAt: number | null;
  revokedAt: number | null;
  createdAt: number;
}

export type PrivateLinkState = "open" | "used" | "expired" | "revoked";

/** The most guests for whom links are made at once. */
export const MAX_LINKS_AT_ONCE = 50;

const terms = {
  uses: v.optional(
    v.pipe(
      v.number("uses-range"),
      v.integer("uses-range"),
      v.minValue(1, "uses-range"),
      v.maxValue(100, "uses-range"),
    ),
    1,
  ),
  /** The last date of the host on which it can be used; null: it does not expire. */
  until: v.optional(v.nullable(v.pipe(v.string(), v.check(isDate, "date-invalid"))), null),
};

/** A new link, as it arrives from a form. */
export const PrivateLinkInput = v.object({
  label: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80, "too-long")), ""),
  ...terms,
});
export type PrivateLinkInput = v.InferOutput<typeof PrivateLinkInput>;

/** New links, one for each guest, whose email addresses are their labels. */
export const LinksForGuestsInput = v.object({
  guests: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(1000, "addresses-invalid"))),
    v.minLength(1, "fill-in"),
    v.maxLength(MAX_LINKS_AT_ONCE, "too-many-addresses"),
    v.check((texts) => texts.every((text) => "address" in parseEmail(text)), "addresses-invalid"),
    v.transform((texts) => eachOnce(texts)),
  ),
  ...terms,
});
export type LinksForGuestsInput = v.InferOutput<typeof LinksForGuestsInput>;

/** The addresses in canonical form, each mailbox once. */
function eachOnce(texts: readonly string[]): string[] {
  const addresses = texts.map((text) => parseEmail(text)).flatMap((read) =>
    "address" in read ? [read.address] : []
  );
  return [...new Map(addresses.toReversed().map((each) => [guestKey(each), each])).values()]
    .toReversed();
}

/** The instant at which a link ends that is good until the end of a date. */
export function expiryAfterDate(date: string, zone: string): number {
  return startOfDay(addDays(date, 1), zone);
}

/** The last date on which a link can be used, as its host reads it. */
export function lastUsableDate(expiresAt: number, zone: string): string {
  return dateAt(expiresAt - 1, zone);
}

/**
 * The uses that count: those with a booking that lives or has taken place. One that was declined, expired or was cancelled
 * gives its use back, at that instant, of a series the last of its dates; one that cannot be found any more still counts.
 */
export function countedUses(
  { uses }: Pick<PrivateLink, "uses">,
  bookings: readonly Booking[],
  now: number,
): string[][] {
  return uses.filter((ids) =>
    ids.some((bookingId) => {
      const booking = bookings.find(({ id }) => id === bookingId);
      return !booking || isLiveBooking(booking, now);
    })
  );
}

/** What a link is good for now, when so many of its uses count. */
export function privateLinkStateOf(
  link: PrivateLink,
  counted: number,
  now: number,
): PrivateLinkState {
  if (link.revokedAt !== null) return "revoked";
  if (link.expiresAt !== null && link.expiresAt <= now) return "expired";
  return counted >= link.maxUses ? "used" : "open";
}
