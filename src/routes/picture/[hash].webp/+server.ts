import { error } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { getPicture } from "$lib/server/store/pictures.ts";
import type { RequestHandler } from "./$types";

/** A file of another person: nothing in it runs, wherever it is opened. */
const headers = {
  "content-type": "image/webp",
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "public, max-age=31536000, immutable",
};

export const GET: RequestHandler = async ({ params, locals }) => {
  const bytes = await getPicture(locals.app.kv, params.hash);
  if (!bytes) error(404, messages(locals.language).refusals.sentences["not-found"]);
  return new Response(bytes, { headers });
};
