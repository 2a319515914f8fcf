import {
  dropPicture,
  loadPageForm,
  savePicture,
  saveTexts,
} from "../../../settings/page/page-form.ts";
import { teamPagePlace } from "./place.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadPageForm(event, await teamPagePlace(event));

export const actions: Actions = {
  save: async (event) => await saveTexts(event, await teamPagePlace(event)),
  upload: async (event) => await savePicture(event, await teamPagePlace(event)),
  remove: async (event) => await dropPicture(event, await teamPagePlace(event)),
};
