import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "$lib/server/app.ts";
import { readMaker } from "$lib/server/webhooks/webhook-json.ts";

/** Who made a team's webhook, and whether they still manage the team. */
export async function makerText(
  app: App,
  subscription: WebhookSubscription,
  { language }: Pick<Host, "language">,
): Promise<string> {
  const { webhooks, teams } = messages(language).dashboard;
  const { name, manages } = await readMaker(app, subscription);
  const places = { name: name ?? teams.list.gone };
  return format(manages ? webhooks.createdBy : webhooks.createdByFormer, places);
}
