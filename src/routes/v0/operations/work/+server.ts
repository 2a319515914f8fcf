import * as api from "$lib/api/operations/desk.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { workJson } from "$lib/server/operations/desk-json.ts";
import { listWork } from "$lib/server/operations/list-work.ts";
import { workStates } from "$lib/server/operations/work.ts";

export const GET = serve(api.listWork, async ({ app, host, query }) => {
  const { state, limit, cursor } = query;
  const page = { states: state ? [state] : workStates, limit, ...(cursor ? { cursor } : {}) };
  const { jobs, cursor: next } = await listWork(app, host.id, page);
  return accepted({ work: jobs.map((job) => workJson(job, app.now())), next });
});
