import * as api from "$lib/api/operations/private-links.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import { revealLink } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.revealPrivateLink,
  async (call) => revealLink(call, await findOwnType(call)),
);
