import type { RequestEvent } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App as Invito } from "../app.ts";
import { workJson } from "../operations/desk-json.ts";
import { getWork } from "../operations/list-work.ts";
import { scopeOfWork } from "../operations/work.ts";
import type { Job } from "../store/job.ts";
import { keyRefusal } from "./key-rights.ts";

/** Changes a caller's own work by the API; a key needs the scope of what the work is about, too. */
export async function changeWork(
  { app, host, params, event }: {
    app: Invito;
    host: Host;
    params: { id: string };
    event: RequestEvent;
  },
  verb: (app: Invito, hostId: string, id: string) => Promise<Outcome<Job>>,
) {
  const job = await getWork(app, host.id, params.id);
  if (!job) return refused("not-found");
  const { apiKey } = event.locals;
  const refusal = apiKey && keyRefusal(apiKey, scopeOfWork(job.work));
  if (refusal) return { ok: false as const, refusal };
  const changed = await verb(app, host.id, params.id);
  return changed.ok ? accepted({ work: workJson(changed.value, app.now()) }) : changed;
}
