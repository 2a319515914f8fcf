import { lookStyles, parseWidgetLook } from "$lib/scheduling/widget-look.ts";
import type { RequestHandler } from "./$types";

/** The stylesheet of a widget's look: what it says follows from its address alone. */
export const GET: RequestHandler = ({ url }) =>
  new Response(lookStyles(parseWidgetLook(url.searchParams)), {
    headers: {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=86400",
    },
  });
