import { showDesk } from "$lib/api/operations/desk.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { deskJson } from "$lib/server/operations/desk-json.ts";
import { readDesk } from "$lib/server/operations/read-desk.ts";

export const GET = serve(
  showDesk,
  async ({ app, host }) => accepted(deskJson(app, await readDesk(app, host.id))),
);
