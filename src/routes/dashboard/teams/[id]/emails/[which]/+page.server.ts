import {
  emailTemplateActions,
  loadEmailTemplate,
} from "../../../../event-types/email-template-page.ts";
import { allTeamTypesPlace } from "../../../../event-types/type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadEmailTemplate(event, await allTeamTypesPlace(event));

export const actions = emailTemplateActions(allTeamTypesPlace);
