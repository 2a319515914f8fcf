import * as api from "$lib/api/operations/block-list.ts";
import { removeBlocked } from "$lib/server/http/block-list-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(
  api.removeBlocked,
  (call) => removeBlocked(call, call.host.id, call.params.id),
);
