import * as api from "$lib/api/operations/private-links.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import { createLinksForGuests } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(
  api.createLinksForGuests,
  async (call) => createLinksForGuests(call, await findOwnType(call)),
);
