import { publishedPages } from "$lib/server/calendars/published.ts";
import { pagesOf } from "$lib/server/export.ts";
import { signedIn } from "$lib/server/http.ts";
import { streamed } from "$lib/server/streamed.ts";
import type { RequestHandler } from "./$types";

/** All agreed meetings of a host, past ones too, for any calendar program. */
export const GET: RequestHandler = (event) => {
  const host = signedIn(event);
  const pages = pagesOf(event.locals.app, host.id, ["CONFIRMED"]);
  const name = `invito-${host.username}.ics`;
  return streamed(publishedPages(pages, host), { type: "text/calendar", name });
};
