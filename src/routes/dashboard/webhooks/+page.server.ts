import { loadWebhooks } from "./list-page.ts";
import { ownPlace } from "./webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadWebhooks(event, await ownPlace(event));
