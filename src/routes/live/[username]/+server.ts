import { error } from "@sveltejs/kit";
import { rateLimitKey } from "$lib/server/runtime/client-address.ts";
import { eventStream } from "$lib/server/http/event-stream.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** The spread for each open page, in ms, so that they do not all reload at once. */
const SPREAD_MS = 4;
const MOST_SPREAD_MS = 10_000;

/** Event stream of a host's time for open pickers: it says that something changed, never what; the picker then loads itself again. */
export const GET: RequestHandler = async ({ locals: { app, client }, params, request }) => {
  const { sentences } = messages("en").refusals;
  const host = await getHostByUsername(app.kv, params.username);
  if (!host) error(404, sentences["not-found"]);

  let full = false;
  const answer = eventStream(request.signal, app.stopping, (stream) => {
    full = !app.hostTimeWatch.subscribe(host.id, rateLimitKey(client), stream.signal, {
      news: ({ version, freedAt }) => {
        const spread = Math.min(
          MOST_SPREAD_MS,
          app.hostTimeWatch.subscriberCount(host.id) * SPREAD_MS,
        );
        stream.send("time", { version, freedAt, spread });
      },
      lost: () => stream.close(),
    });
    if (full) stream.close();
  });
  if (!full) return answer;
  return new Response(sentences["too-many"], { status: 503, headers: { "retry-after": "60" } });
};
