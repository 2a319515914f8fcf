import * as api from "$lib/api/operations/guest-data.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.exportAccount, ({ app, host }) => {
  const name = `invito-${host.username}.json`;
  return accepted(fileStream(exportAccount(app, host), { type: api.exportAccount.file, name }));
});
