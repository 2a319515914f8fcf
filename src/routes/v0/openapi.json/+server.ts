import { openApiDocument } from "$lib/api/openapi.ts";
import { operations } from "$lib/api/operations.ts";
import { describedWebhooks } from "$lib/api/webhook-payload.ts";
import type { RequestHandler } from "./$types";
import packageJson from "../../../../package.json" with { type: "json" };

/** The OpenAPI 3.1 document of this installation. */
export const GET: RequestHandler = ({ locals: { app } }) => {
  const document = openApiDocument(operations, {
    baseUrl: app.baseUrl,
    version: packageJson.version,
    webhooks: describedWebhooks(),
  });
  return Response.json(document, { headers: { "cache-control": "no-cache" } });
};
