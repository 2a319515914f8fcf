import type { App } from "$lib/server/app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { howRead } from "$lib/server/connections/index.ts";

/** What the page says after a new connection, as a key of its words: that its time counts only once it was read. */
export async function connectNoticeKey(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
): Promise<"connected" | "connecting" | "connectedUnread"> {
  const how = await howRead(app, hostId, id, 0);
  if (how.is === "failed") return "connectedUnread";
  return how.is === "synced" ? "connected" : "connecting";
}
