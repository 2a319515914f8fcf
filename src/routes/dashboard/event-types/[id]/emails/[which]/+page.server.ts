import { emailTemplateActions, loadEmailTemplate } from "../../../email-template-page.ts";
import { ownPlace } from "../../../type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadEmailTemplate(event, await ownPlace(event));

export const actions = emailTemplateActions(ownPlace);
