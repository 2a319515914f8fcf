import type { Booking } from "$lib/scheduling/booking.ts";
import { keys } from "./keys.ts";

/** Calls back with a booking as it is now and after each change, until the signal. */
export async function watchBooking(
  kv: Deno.Kv,
  bookingId: string,
  signal: AbortSignal,
  onChange: (booking: Booking | null) => void,
): Promise<void> {
  const changes = kv.watch<[Booking]>([keys.booking(bookingId)]).getReader();
  const end = () => void changes.cancel();
  signal.addEventListener("abort", end, { once: true });
  try {
    while (!signal.aborted) {
      const { done, value } = await changes.read();
      if (done) return;
      onChange(value[0].value);
    }
  } finally {
    signal.removeEventListener("abort", end);
    await changes.cancel();
  }
}
