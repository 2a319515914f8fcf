import { emailsActions, loadEmails } from "../../emails-page.ts";
import { ownPlace } from "../../type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => await loadEmails(event, await ownPlace(event));

export const actions = emailsActions(ownPlace);
