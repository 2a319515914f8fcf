/** Extra guests: people whom the guest of a booking brings along. They hold no time and get no link that changes it. */
import * as v from "valibot";
import type { Booking } from "./booking.ts";
import { parseEmail } from "./email-address.ts";
import type { EventType } from "./event-type.ts";
import { guestKey } from "./guest.ts";
import { splitList } from "./typed-text.ts";

/** The most extra guests of a booking. */
export const MAX_EXTRA_GUESTS = 10;

/** Their email addresses as they arrive from a form or the API, in canonical form and each mailbox once. */
export const ExtraGuestsInput = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(1000, "guests-invalid"))),
  v.maxLength(MAX_EXTRA_GUESTS, "too-many-guests"),
  v.check((texts) => texts.every((text) => "address" in parseEmail(text)), "guests-invalid"),
  v.transform((texts) =>
    texts.flatMap((text) => {
      const read = parseEmail(text);
      return "address" in read ? [read.address] : [];
    })
  ),
  v.check((addresses) => new Set(addresses.map(guestKey)).size === addresses.length, "guest-twice"),
);

/** The addresses of a text with spaces, commas, semicolons or line ends between them. */
export function splitAddresses(text: string): string[] {
  return splitList(text);
}

/** Whether guests of this type may bring others; not where several guests share a time. */
export function takesExtraGuests(
  { allowExtraGuests, seats }: Pick<EventType, "allowExtraGuests" | "seats">,
): boolean {
  return allowExtraGuests && seats === 1;
}

/** Why these cannot be extra guests: the guest or a host is among them. Null where they can. */
export function misplacedGuest(
  addresses: readonly string[],
  { guest, hosts }: { guest: string; hosts: readonly (string | null)[] },
): "guest-self" | "guest-host" | null {
  const keys = addresses.map(guestKey);
  if (keys.includes(guestKey(guest))) return "guest-self";
  return hosts.some((email) => email && keys.includes(guestKey(email))) ? "guest-host" : null;
}

/** Those of the first who are not among the second, by mailbox. */
export function guestsWithout(some: readonly string[], others: readonly string[]): string[] {
  const keys = others.map(guestKey);
  return some.filter((address) => !keys.includes(guestKey(address)));
}

/** The extra guests who have been written to: none before the confirmation. */
export function invitedGuests(
  { status, mayInvite, extraGuests }: Pick<Booking, "status" | "mayInvite" | "extraGuests">,
): string[] {
  return status === "CONFIRMED" && mayInvite ? extraGuests : [];
}

/** Whether extra guests of a confirmed booking wait until its guest has verified their address. */
export function awaitsVerificationToInvite(
  { status, mayInvite, extraGuests }: Pick<Booking, "status" | "mayInvite" | "extraGuests">,
): boolean {
  return status === "CONFIRMED" && !mayInvite && extraGuests.length > 0;
}
