import { deliveryActions, loadDelivery } from "../../../delivery-page.ts";
import { ownPlace } from "../../../webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadDelivery(event, await ownPlace(event));

export const actions = deliveryActions(ownPlace);
