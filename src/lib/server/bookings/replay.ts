import { type Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf } from "../secrets.ts";
import { type AnswerRecord, getBooking, readAnswer, stillAnswers } from "../store/bookings.ts";
import { openGuestLink } from "./links.ts";
import type { Requested, Wish } from "./wish.ts";

/** Where the stored answer of a wish lives; the key itself is kept only hashed. */
export function answerHashOf(
  wish: Pick<Wish, "key" | "username" | "slug">,
): Promise<string> | null {
  return wish.key && hashOf("answer", wish.key.route, wish.username, wish.slug, wish.key.value);
}

/** Whether a wish was accepted under this key before: the form was sent and is looked at again. */
export async function wasAnswered(
  app: App,
  wish: Pick<Wish, "key" | "username" | "slug">,
): Promise<boolean> {
  const hash = await answerHashOf(wish);
  const answer = hash && (await readAnswer(app.kv, hash)).value;
  return answer ? stillAnswers(answer, app.now()) : false;
}

/** What makes two wishes the same: everything but the key, where it came from, and the order of the answers. */
export function payloadOf({ key: _, client: __, ...wish }: Wish): Promise<string> {
  const answers = wish.guest.answers.toSorted(([a], [b]) => a < b ? -1 : 1);
  return hashOf("payload", JSON.stringify({ ...wish, guest: { ...wish.guest, answers } }));
}

/** The answer to a wish that was accepted before under this key; "key-reused" for another wish, null when it is the first. */
export async function replay(
  app: App,
  answerHash: string,
  payload: string,
): Promise<Outcome<Requested> | null> {
  const { value } = await readAnswer(app.kv, answerHash);
  if (!value || !stillAnswers(value, app.now())) return null;
  if (value.payload !== payload) return refused("key-reused");
  const booking = await getBooking(app.kv, value.bookingId);
  if (!booking) return null;
  return accepted({
    booking,
    said: value.said,
    token: await openGuestLink(app, booking),
    replayed: true,
  });
}

/** What is answered, and stored to be answered again: no link secret. */
export function answerOf(booking: Booking): AnswerRecord["said"] {
  return {
    id: booking.id,
    status: booking.status,
    startsAt: new Date(booking.start).toISOString(),
    endsAt: new Date(booking.end).toISOString(),
    reservedUntil: booking.reservedUntil === null
      ? null
      : new Date(booking.reservedUntil).toISOString(),
    ...(booking.move
      ? {
        move: {
          startsAt: new Date(booking.move.start).toISOString(),
          endsAt: new Date(booking.move.end).toISOString(),
          reservedUntil: new Date(booking.move.until).toISOString(),
        },
      }
      : {}),
  };
}
