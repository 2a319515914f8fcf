import { loadPageForm, savePageForm } from "../../../settings/page/page-form.ts";
import { teamPagePlace } from "./place.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadPageForm(event, await teamPagePlace(event));

export const actions: Actions = {
  default: async (event) => await savePageForm(event, await teamPagePlace(event)),
};
