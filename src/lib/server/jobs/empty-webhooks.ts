import { emptyEventsOf } from "../store/erase-webhooks.ts";
import type { JobHandler } from "./job-handler.ts";

/** Empties what is left of an erased guest in events and deliveries; written in the commit of the erasure. */
export const emptyWebhooks: JobHandler = async (app, { work }) => {
  if (work.kind !== "empty-webhooks") throw new Error(`nobody was erased: ${work.kind}`);
  await emptyEventsOf(app.kv, work.bookingId, app.now());
  return { state: "deleted" };
};
