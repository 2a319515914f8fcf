import type { Booking } from "$lib/scheduling/booking.ts";
import type { Guard } from "./guard.ts";
import { keys } from "./keys.ts";

/** Calls back with a booking as it is now and after each change, until the signal. */
export function watchBooking(
  kv: Deno.Kv,
  bookingId: string,
  signal: AbortSignal,
  onChange: (booking: Booking | null) => void,
): Promise<void> {
  return watchKey(kv, keys.booking(bookingId), signal, onChange);
}

/** Calls back with a person's guard as it is now and after each turn, until the signal; turns that follow quickly may come as one. */
export function watchGuard(
  kv: Deno.Kv,
  hostId: string,
  signal: AbortSignal,
  onTurn: (guard: Guard | null) => void,
): Promise<void> {
  return watchKey(kv, keys.guard(hostId), signal, onTurn);
}

async function watchKey<T>(
  kv: Deno.Kv,
  key: Deno.KvKey,
  signal: AbortSignal,
  onChange: (value: T | null) => void,
): Promise<void> {
  const changes = kv.watch<[T]>([key]).getReader();
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

/** How a host's time stands, as open pickers compare it with what they show. */
export interface AvailabilityNotice {
  /** The turn of the host's guard: another one may mean other free times. */
  version: number;
  /** The last deadline that passed, epoch ms: a request that ran out frees its time without a turn. 0 where none did; less where the clock was set back. */
  freedAt: number;
}
