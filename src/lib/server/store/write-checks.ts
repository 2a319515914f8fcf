import { keys } from "../kv/keys.ts";

/** The event of a write check that may still exist in a calendar. */
export interface PendingWriteCheck {
  calendarId: string;
  uid: string;
  createdAt: number;
}

export async function getPendingWriteCheck(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<PendingWriteCheck | null> {
  return (await kv.get<PendingWriteCheck>(keys.writeCheck(hostId, connectionId))).value;
}

/** Stored before the event is written, so that it can be deleted after a crash. */
export async function setPendingWriteCheck(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
  event: PendingWriteCheck,
): Promise<void> {
  await kv.set(keys.writeCheck(hostId, connectionId), event);
}

export async function deletePendingWriteCheck(
  kv: Deno.Kv,
  hostId: string,
  connectionId: string,
): Promise<void> {
  await kv.delete(keys.writeCheck(hostId, connectionId));
}
