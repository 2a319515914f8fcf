import { commit, listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** What we last wrote for a booking into a connection. */
export interface Written {
  hostId: string;
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

/** Where a booking stands in calendars: whose, and by which connection. */
export async function listWritten(
  kv: Deno.Kv,
  bookingId: string,
): Promise<{ hostId: string; connectionId: string }[]> {
  const entries = await listAll<Written>(kv, { prefix: keys.writtenOf(bookingId) });
  return entries.map(({ key, value }) => ({ hostId: value.hostId, connectionId: String(key[2]) }));
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
