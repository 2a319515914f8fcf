import * as api from "$lib/api/operations/private-links.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import { revokeLink } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(
  api.revokePrivateLink,
  async (call) => revokeLink(call, await findOwnType(call)),
);
