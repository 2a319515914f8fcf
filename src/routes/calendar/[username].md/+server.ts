import { markdownResponse } from "$lib/server/http/markdown/page-markdown.ts";
import type { RequestHandler } from "./$types";

/** The page of the same address without `.md`, as Markdown. */
export const GET: RequestHandler = (event) => markdownResponse(event);
