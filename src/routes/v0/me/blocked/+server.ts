import * as api from "$lib/api/operations/block-list.ts";
import { addBlocked, listBlocked } from "$lib/server/http/block-list-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.listBlocked, (call) => listBlocked(call, call.host.id));

export const POST = serve(api.addBlocked, (call) => addBlocked(call, call.host.id));
