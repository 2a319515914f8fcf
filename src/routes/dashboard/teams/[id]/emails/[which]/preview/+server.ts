import { previewTemplate } from "../../../../../event-types/email-template-page.ts";
import { allTeamTypesPlace } from "../../../../../event-types/type-place.ts";
import type { RequestHandler } from "./$types";

/** The HTML of an email with the text of the query, for the frame on its page. */
export const GET: RequestHandler = async (event) =>
  await previewTemplate(event, await allTeamTypesPlace(event));
