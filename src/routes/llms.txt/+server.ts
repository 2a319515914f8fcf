import { llmsText } from "$lib/server/http/llms-text.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = ({ locals: { app } }) =>
  new Response(llmsText(app.baseUrl), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "max-age=3600" },
  });
