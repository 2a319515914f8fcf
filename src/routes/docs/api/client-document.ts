import source from "virtual:client-source";
import type { RequestHandler } from "@sveltejs/kit";
import { plainClient, typedClient } from "$lib/openapi/client-file.ts";
import { allOperations } from "$lib/server/api/nouns.ts";
import {
  type PublicDocument,
  publicDocument,
  sendPublicDocument,
} from "$lib/server/http/public-document.ts";

/** The client as a file of its own, made when it is first asked for. */
export function clientDocument(file: "ts" | "js"): RequestHandler {
  let made: Promise<PublicDocument> | null = null;
  const make = async () => {
    const operations = await allOperations();
    return publicDocument((file === "ts" ? typedClient : plainClient)(source, operations));
  };
  return async ({ request }) =>
    sendPublicDocument(request, await (made ??= make()), {
      "content-type": `text/${file === "ts" ? "plain" : "javascript"}; charset=utf-8`,
      "cache-control": "no-cache",
    });
}
