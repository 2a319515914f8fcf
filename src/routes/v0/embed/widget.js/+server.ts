import { widgetLoaderResponse } from "$lib/server/http/widget-loader.ts";
import type { RequestHandler } from "./$types";

/** The script that embeds one event type, for pages that name it in the script's address. */
export const GET: RequestHandler = ({ locals: { app }, url }) =>
  widgetLoaderResponse(app, url.searchParams);
