import * as api from "$lib/api/operations/desk.ts";
import { serve } from "$lib/server/http/serve.ts";
import { changeWork } from "$lib/server/http/work-api.ts";
import { runNow } from "$lib/server/operations/run-work.ts";

export const POST = serve(api.runWork, (call) => changeWork(call, runNow));
