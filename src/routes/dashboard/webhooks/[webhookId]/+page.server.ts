import { deskActions } from "../desk-actions.ts";
import { loadDesk } from "../desk-page.ts";
import { ownPlace } from "../webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => await loadDesk(event, await ownPlace(event));

export const actions = deskActions(ownPlace);
