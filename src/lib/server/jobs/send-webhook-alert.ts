import type { Host } from "$lib/scheduling/host.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import { senderOf } from "../email/email.ts";
import { renderWebhookAlert } from "../email/messages/webhook-alert.ts";
import { getOpenHost } from "../store/hosts.ts";
import { findTeamOf, getOpenTeam, listTeamMembers } from "../store/teams.ts";
import { readSubscription } from "../store/webhooks.ts";
import type { JobHandler } from "./job-handler.ts";
import { deliver } from "./deliver.ts";

/** Emails the host who made a subscription that it fails or was disabled; superseded once it works again. */
export const sendWebhookAlert: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-webhook-alert") throw new Error(`not an email: ${job.work.kind}`);
  const { ownerId, subscriptionId, since } = job.work;
  const { value: subscription } = await readSubscription(app.kv, ownerId, subscriptionId);
  const host = subscription && await recipientOf(app, subscription);
  if (!app.sendMail || !host?.email || subscription?.failingSince !== since) {
    return { state: "superseded" };
  }
  const { url, description, disabled } = subscription;
  const page = ownerId === host.id ? "/dashboard/webhooks" : `/dashboard/teams/${ownerId}/webhooks`;
  return await deliver(
    app,
    renderWebhookAlert({
      to: { name: host.name, address: host.email },
      receiver: new URL(url).host,
      description,
      disabled: disabled?.reason ?? null,
      since,
      link: `${app.baseUrl}${page}/${subscriptionId}`,
      jobId: job.id,
      reader: host,
      sender: senderOf(app),
    }),
  );
};

/** Who made it; of a team's, an owner of the team where that host is no longer an owner or admin. */
async function recipientOf(
  { kv }: App,
  { ownerId, createdBy }: WebhookSubscription,
): Promise<Host | null> {
  if (ownerId === createdBy) return await getOpenHost(kv, createdBy);
  if (!await getOpenTeam(kv, ownerId)) return null;
  if (await findTeamOf(kv, ownerId, createdBy, "admin")) return await getOpenHost(kv, createdBy);
  const owner = (await listTeamMembers(kv, ownerId)).find(({ role }) => role === "owner");
  return owner ? await getOpenHost(kv, owner.hostId) : null;
}
