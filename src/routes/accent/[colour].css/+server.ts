import { error } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { accentStyles } from "$lib/scheduling/accent-colour.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = ({ params, locals }) => {
  if (!/^[0-9a-f]{6}$/.test(params.colour)) {
    error(404, messages(locals.language).refusals.sentences["not-found"]);
  }
  return new Response(accentStyles(`#${params.colour}`), {
    headers: {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
};
