import { apiCatalog, apiCatalogType } from "$lib/server/http/api-catalog.ts";
import { publicDocument, sendPublicDocument } from "$lib/server/http/public-document.ts";
import type { RequestHandler } from "./$types";

/** Where the interfaces of this installation are (RFC 9727 §2). */
export const GET: RequestHandler = ({ request, locals: { app: { baseUrl } } }) =>
  sendPublicDocument(request, publicDocument(JSON.stringify(apiCatalog(baseUrl))), {
    "content-type": apiCatalogType,
    "link": `<${baseUrl}/.well-known/api-catalog>; rel="api-catalog"`,
    "cache-control": "max-age=3600",
  });
