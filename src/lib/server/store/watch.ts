import type { Booking } from "$lib/scheduling/booking.ts";
import type { Guard } from "./guard.ts";
import { keys } from "./keys.ts";

/** Calls back with the booking now and after each change, until the signal aborts. */
export function watchBooking(
  kv: Deno.Kv,
  bookingId: string,
  signal: AbortSignal,
  onChange: (booking: Booking | null) => void,
): Promise<void> {
  return watchKey(kv, keys.booking(bookingId), signal, onChange);
}

/** Calls back with the host's guard now and after each change, until the signal aborts; quick changes may be merged. */
export function watchGuard(
  kv: Deno.Kv,
  hostId: string,
  signal: AbortSignal,
  onChange: (guard: Guard | null) => void,
): Promise<void> {
  return watchKey(kv, keys.guard(hostId), signal, onChange);
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

/** The state of a host's availability that open pickers compare with theirs. */
export interface AvailabilityNotice {
  /** The version of the host's guard: another one may mean other free times. */
  version: number;
  /**
   * The last deadline that passed, epoch ms: an expired request frees its time without a commit. 0 before the first;
   * smaller after the clock was set back.
   */
  freedAt: number;
}
