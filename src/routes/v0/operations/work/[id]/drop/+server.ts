import * as api from "$lib/api/operations/desk.ts";
import { serve } from "$lib/server/http/serve.ts";
import { changeWork } from "$lib/server/http/work-api.ts";
import { dropWork } from "$lib/server/operations/drop-work.ts";

export const POST = serve(api.dropWork, (call) => changeWork(call, dropWork));
