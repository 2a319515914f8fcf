import { previewTemplate } from "../../../../email-template-page.ts";
import { ownPlace } from "../../../../type-place.ts";
import type { RequestHandler } from "./$types";

/** The HTML of an email with the text of the query, for the frame on its page. */
export const GET: RequestHandler = async (event) =>
  await previewTemplate(event, await ownPlace(event));
