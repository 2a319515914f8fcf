import { llmsText } from "$lib/server/http/llms-text.ts";
import { publicDocument, sendPublicDocument } from "$lib/server/http/public-document.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = ({ request, locals: { app } }) =>
  sendPublicDocument(request, publicDocument(llmsText(app.baseUrl)), {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "max-age=3600",
  });
