import { dropPicture, loadPageForm, savePicture, saveTexts } from "./page-form.ts";
import { ownPagePlace } from "./place.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPageForm(event, ownPagePlace(event));

export const actions: Actions = {
  save: (event) => saveTexts(event, ownPagePlace(event)),
  upload: (event) => savePicture(event, ownPagePlace(event)),
  remove: (event) => dropPicture(event, ownPagePlace(event)),
};
