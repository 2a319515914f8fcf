import { editWebhook, loadWebhookForm } from "../../form-page.ts";
import { ownPlace } from "../../webhook-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadWebhookForm(event, await ownPlace(event));

export const actions = { default: editWebhook(ownPlace) };
