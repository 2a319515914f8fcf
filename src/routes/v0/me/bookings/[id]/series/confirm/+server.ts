import { confirmSeries } from "$lib/api/operations/series.ts";
import { serve } from "$lib/server/http/serve.ts";
import { decideByApi } from "$lib/server/http/series-api.ts";

export const POST = serve(confirmSeries, (call) => decideByApi(call, "confirm", call.body));
