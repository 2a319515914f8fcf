import { fanOut } from "../webhooks/fan-out.ts";
import type { JobHandler } from "./job-handler.ts";

/** Makes the deliveries of an event and wakes their lanes. */
export const fanOutEvent: JobHandler = async (app, { work }) => {
  if (work.kind !== "fan-out-event") throw new Error(`no event: ${work.kind}`);
  await fanOut(app, work.eventId);
  app.wakeJobs();
  return { state: "deleted" };
};
