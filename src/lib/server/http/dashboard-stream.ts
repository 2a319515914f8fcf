import { messages } from "$lib/i18n/messages.ts";
import { dashboardWatchName } from "../views/watch-dashboard.ts";
import { eventStream } from "./event-stream.ts";

/**
 * Event stream for the open dashboard of a session: it says that something changed, never what, and ends with the
 * session. 503 when the host has too many open.
 */
export function dashboardStream(
  { locals: { app, language }, request }: {
    locals: Pick<App.Locals, "app" | "language">;
    request: Request;
  },
  hostId: string,
  sessionHash: string,
): Response {
  let full = false;
  const answer = eventStream(request.signal, app, (stream) => {
    full = !app.dashboardWatch.subscribe(
      dashboardWatchName(hostId, sessionHash),
      hostId,
      stream.signal,
      { news: (notice) => stream.send("dashboard", notice), lost: () => stream.close() },
    );
    if (full) stream.close();
  });
  if (!full) return answer;
  const text = messages(language).refusals.sentences["too-many"];
  return new Response(text, { status: 503, headers: { "retry-after": "60" } });
}
