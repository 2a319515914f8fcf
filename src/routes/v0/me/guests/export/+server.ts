import * as api from "$lib/api/operations/guest-data.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { exportGuest } from "$lib/server/hosts/export.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.exportGuest, ({ app, host, query: { email } }) => {
  const type = api.exportGuest.file;
  return accepted(fileStream(exportGuest(app, host, email), { type, name: "guest.json" }));
});
