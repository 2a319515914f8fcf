import { openApiDocument } from "$lib/openapi/openapi.ts";
import { allOperations } from "$lib/server/api/nouns.ts";
import { describedWebhooks } from "$lib/openapi/webhook-payload.ts";
import {
  type PublicDocument,
  publicDocument,
  sendPublicDocument,
} from "$lib/server/http/public-document.ts";
import type { RequestHandler } from "./$types";

/** The document of each base URL; it is large, and anybody may ask for it. */
const documents = new Map<string, PublicDocument>();

/** The OpenAPI 3.1 document of this installation. */
export const GET: RequestHandler = async ({ request, locals: { app: { baseUrl } } }) => {
  const document = documents.get(baseUrl) ?? publicDocument(JSON.stringify(
    openApiDocument(await allOperations(), {
      baseUrl,
      webhooks: describedWebhooks(),
    }),
  ));
  documents.set(baseUrl, document);
  const headers = { "content-type": "application/json", "cache-control": "no-cache" };
  return sendPublicDocument(request, document, headers);
};
