import { deliveryActions, loadDelivery } from "../../../../../../webhooks/delivery-page.ts";
import { teamPlace } from "../../../../../../webhooks/webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadDelivery(event, await teamPlace(event));

export const actions = deliveryActions(teamPlace);
