import * as api from "$lib/api/operations/time-off.ts";
import { TimeOffInput } from "$lib/scheduling/availability-exceptions.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { addTimeOff } from "$lib/server/availability/host-rules.ts";
import { timeOffJson, upcomingTimeOff } from "$lib/server/availability/time-off-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

export const GET = serve(api.listTimeOff, async ({ app, host }) => {
  const rules = await getHostRules(app.kv, host.id);
  return accepted({ timeOff: await upcomingTimeOff(app, host, rules) });
});

export const POST = serve(api.createTimeOff, async ({ app, host, body }) => {
  const input = parse(TimeOffInput, { ...body, last: body.last ?? body.first });
  if (!input.ok) return input;
  const id = newId();
  const added = await addTimeOff(app, host.id, input.value, id);
  if (!added.ok) return added;
  return accepted({ timeOff: await timeOffJson(app, host, { id, ...input.value }) });
});
