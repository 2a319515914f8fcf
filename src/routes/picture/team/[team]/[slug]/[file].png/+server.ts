import { linkPictureResponse } from "$lib/server/http/link-picture-response.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => linkPictureResponse(event, event.params);
