import { createWebhook, loadNewWebhook } from "../form-page.ts";
import { ownPlace } from "../webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadNewWebhook(event, await ownPlace(event));

export const actions = { default: createWebhook(ownPlace) };
