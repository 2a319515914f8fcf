import * as api from "$lib/api/operations/private-links.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import { createLink, listLinks } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.listPrivateLinks,
  async (call) => listLinks(call, await findOwnType(call)),
);

export const POST = serve(
  api.createPrivateLink,
  async (call) => createLink(call, await findOwnType(call)),
);
