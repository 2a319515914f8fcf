import { error } from "@sveltejs/kit";
import { signedIn } from "$lib/server/http.ts";
import * as letters from "$lib/server/letters.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** The letter's HTML for the frame on its page: in a sandbox, without scripts, asking nobody for anything. */
export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const seen = await letters.look(event.locals.app, host.id, event.params.id);
  if (!seen?.about) error(404, wordsFor(host.language).refusals.sentences["not-found"]);
  return new Response(seen.about.letter.html.replace("<head>", '<head>\n<base target="_blank">'), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
    },
  });
};
