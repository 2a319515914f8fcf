import { createWebhook, loadNewWebhook } from "../../../../webhooks/form-page.ts";
import { teamPlace } from "../../../../webhooks/webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadNewWebhook(event, await teamPlace(event));

export const actions = { default: createWebhook(teamPlace) };
