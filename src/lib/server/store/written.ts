import { commit } from "./commit.ts";
import { keys } from "./keys.ts";

/** What we last wrote for a booking into a connection. */
export interface Written {
  calendarId: string;
  href: string;
  etag: string | null;
  /** The booking's revision that was written. */
  revision: number;
  at: number;
}

export async function getWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<Written | null> {
  return (await kv.get<Written>(keys.written(bookingId, connectionId))).value;
}

export async function setWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
  written: Written,
): Promise<void> {
  await commit(kv.atomic().set(keys.written(bookingId, connectionId), written));
}

export async function deleteWritten(
  kv: Deno.Kv,
  bookingId: string,
  connectionId: string,
): Promise<void> {
  await commit(kv.atomic().delete(keys.written(bookingId, connectionId)));
}
