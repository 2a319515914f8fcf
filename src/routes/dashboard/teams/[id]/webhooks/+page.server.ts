import { loadWebhooks } from "../../../webhooks/list-page.ts";
import { teamPlace } from "../../../webhooks/webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadWebhooks(event, await teamPlace(event));
