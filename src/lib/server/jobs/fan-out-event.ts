import type { App } from "../app.ts";
import type { Job } from "../store/job.ts";
import { addDeliveries, planDeliveries } from "../webhooks/fan-out.ts";
import type { JobHandler, PreparedJob } from "./job-handler.ts";

/** Makes the deliveries of an event and wakes their lanes. */
export const fanOutEvent: JobHandler = Object.assign(
  async (app: App, job: Job) => await (await prepare(app, job))(),
  { prepare },
);

async function prepare(app: App, { work }: Job): PreparedJob {
  if (work.kind !== "fan-out-event") throw new Error(`no event: ${work.kind}`);
  const deliveries = await planDeliveries(app, work.eventId);
  return async () => {
    await addDeliveries(app, deliveries);
    return { state: "deleted" };
  };
}
