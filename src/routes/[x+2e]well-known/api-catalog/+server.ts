import { apiCatalog, apiCatalogType } from "$lib/server/http/api-catalog.ts";
import type { RequestHandler } from "./$types";

/** Where the interfaces of this installation are (RFC 9727 §2). */
export const GET: RequestHandler = ({ locals: { app } }) =>
  Response.json(apiCatalog(app.baseUrl), {
    headers: {
      "content-type": apiCatalogType,
      "link": `<${app.baseUrl}/.well-known/api-catalog>; rel="api-catalog"`,
      "cache-control": "max-age=3600",
    },
  });
