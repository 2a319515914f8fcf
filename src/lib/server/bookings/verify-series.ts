/** The address of a series' guest is verified and corrected for all of its dates. */
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import type { RefusalCode, Refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getBooking } from "../store/bookings.ts";
import { datesWith } from "./change-series.ts";
import { changeTogether } from "../changes/change.ts";
import {
  type AddressCorrection,
  correctGuestEmail as correctOne,
  correcting,
} from "../requests/verification-emails.ts";
import { isReplacedLink, verifyGuestEmail as verifyOne } from "../requests/verify-email.ts";

/**
 * Like that of one booking, and for every other date that waits for the same address. One email asks for all of them: a
 * date that was withdrawn or has expired since is in no other's way.
 */
export async function verifyGuestEmail(
  app: App,
  bookingId: string,
  link: number,
): ReturnType<typeof verifyOne> {
  const asked = await getBooking(app.kv, bookingId);
  let answer = await verifyOne(app, bookingId, link);
  const isReplaced = !answer.ok && answer.refusal.code === "changed";
  if (!asked || isReplaced || isReplacedLink(asked, link)) return answer;
  for (const date of await waitingWith(app, asked, asked.guest.email)) {
    const verified = await verifyOne(app, date.id, date.verification.link, answer.ok);
    if (!answer.ok && verified.ok) answer = verified;
  }
  return answer;
}

/**
 * Like that of one booking, and in the same commit for every other date that waits for the address as it was: a date
 * left with it would never be verified. Where one of them cannot have the new address, none has.
 */
export async function correctGuestEmail(
  app: App,
  bookingId: string,
  correction: AddressCorrection,
): ReturnType<typeof correctOne> {
  const was = await getBooking(app.kv, bookingId);
  const waiting = was ? await waitingWith(app, was, was.guest.email) : [];
  const { email } = correction;
  const others = { email, revision: null, isToldWithOther: true };
  const together = was && await changeTogether(app, [was, ...waiting], {
    async decide(dates, now) {
      const decided = await Promise.all(
        dates.map((date, n) => correcting(app, n === 0 ? correction : others)(date, now)),
      );
      const refusal = decided.find((each, n) => !each.ok && (n === 0 || isOfAddress(each)));
      return refusal ? dates.map(() => refusal) : decided;
    },
  });
  if (together) return together[0]!.outcome as Awaited<ReturnType<typeof correctOne>>;
  const corrected = await correctOne(app, bookingId, correction);
  if (!corrected.ok) return corrected;
  for (const date of waiting) await correctOne(app, date.id, others);
  return corrected;
}

/** Not because the date itself was verified, withdrawn or has expired meanwhile. */
function isOfAddress({ refusal }: Refused<RefusalCode>): boolean {
  return refusal.code === "invalid" || refusal.code === "too-many-pending";
}

/** The date that a verification link is still needed for: its own, or another one that waits for the same address. */
export async function dateToVerify(app: App, booking: Booking): Promise<Booking | null> {
  if (booking.emailUnverified && isLiveBooking(booking, app.now())) return booking;
  return (await waitingWith(app, booking, booking.guest.email))[0] ?? null;
}

/** The other dates whose guest has still to verify this address. */
async function waitingWith(app: App, booking: Booking, email: string): Promise<Booking[]> {
  return (await datesWith(app, booking)).filter((date) =>
    date.id !== booking.id && date.emailUnverified && date.guest.email === email &&
    isLiveBooking(date, app.now())
  );
}
