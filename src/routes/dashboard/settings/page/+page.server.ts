import { loadPageForm, savePageForm } from "./page-form.ts";
import { ownPagePlace } from "./place.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPageForm(event, ownPagePlace(event));

export const actions: Actions = { default: (event) => savePageForm(event, ownPagePlace(event)) };
