import { emailsActions, loadEmails } from "../../../../../event-types/emails-page.ts";
import { teamPlace } from "../../../../../event-types/type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadEmails(event, await teamPlace(event));

export const actions = emailsActions(teamPlace);
