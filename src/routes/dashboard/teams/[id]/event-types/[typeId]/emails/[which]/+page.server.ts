import {
  emailTemplateActions,
  loadEmailTemplate,
} from "../../../../../../event-types/email-template-page.ts";
import { teamPlace } from "../../../../../../event-types/type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadEmailTemplate(event, await teamPlace(event));

export const actions = emailTemplateActions(teamPlace);
