import { deskActions } from "../../../../webhooks/desk-actions.ts";
import { loadDesk } from "../../../../webhooks/desk-page.ts";
import { teamPlace } from "../../../../webhooks/webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => await loadDesk(event, await teamPlace(event));

export const actions = deskActions(teamPlace);
