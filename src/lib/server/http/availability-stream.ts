import type { RequestEvent } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import { eventStream } from "./event-stream.ts";

/** The spread for each open page, in ms, so that they do not all reload at once. */
const SPREAD_MS = 4;
const MOST_SPREAD_MS = 10_000;

/**
 * Event stream for open pickers of what is watched under this name: it says that something changed, never what; the
 * picker then loads itself again.
 */
export function availabilityStream(
  { locals: { app, client, language }, request }: Pick<RequestEvent, "locals" | "request">,
  name: string,
): Response {
  const watch = app.hostTimeWatch;
  let full = false;
  const answer = eventStream(request.signal, app, (stream) => {
    full = !watch.subscribe(name, rateLimitKey(client), stream.signal, {
      news: ({ version, freedAt }) => {
        const spread = Math.min(MOST_SPREAD_MS, watch.subscriberCount(name) * SPREAD_MS);
        stream.send("time", { version, freedAt, spread });
      },
      lost: () => stream.close(),
    });
    if (full) stream.close();
  });
  if (!full) return answer;
  const text = messages(language).refusals.sentences["too-many"];
  return new Response(text, { status: 503, headers: { "retry-after": "60" } });
}
