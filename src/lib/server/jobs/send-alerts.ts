import {
  renderCalendarAlert,
  renderKeyAlert,
  renderWebhookAlert,
} from "../email/messages/alerts.ts";
import { senderOf } from "../email/email.ts";
import { getConnection } from "../store/connections.ts";
import { getGuard } from "../kv/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import { calendarKey } from "../kv/calendar-keys.ts";
import { deliver } from "./deliver.ts";
import type { JobHandler } from "./job-handler.ts";
import { readApiKeyOf } from "../store/api-keys.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import { findTeamOf, getOpenTeam, listTeamMembers } from "../store/teams.ts";
import { readSubscription } from "../store/webhooks.ts";

/**
 * Emails a host that a calendar does not work, with a link to fix it; superseded once it works again. Never stored as
 * unsent, since the dashboard shows the same.
 */
export const sendCalendarAlert: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-calendar-alert") throw new Error(`not an email: ${job.work.kind}`);
  const { hostId, connectionId, calendarId, since } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  const connection = await getConnection(app.kv, hostId, connectionId);
  const { guard } = await getGuard(app.kv, hostId);
  const failure = guard.calendars[calendarKey({ connectionId, calendarId })]?.failure;
  const calendar = connection?.calendars.find(({ id }) => id === calendarId);
  if (!app.sendMail || !host?.email || !connection || !calendar || failure?.since !== since) {
    return { state: "superseded" };
  }
  return await deliver(
    app,
    renderCalendarAlert({
      to: { name: host.name, address: host.email },
      calendar: `${calendar.name} · ${connection.label}`,
      problem: failure.reason,
      since,
      link: `${app.baseUrl}/dashboard/calendars`,
      jobId: job.id,
      reader: host,
      sender: senderOf(app),
    }),
  );
};

/** Emails a host that a key was revoked because its secret was in a URL. Never stored as unsent, since the list of keys shows the same. */
export const sendKeyAlert: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-key-alert") throw new Error(`not an email: ${job.work.kind}`);
  const { hostId, keyId } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  const entry = await readApiKeyOf(app.kv, hostId, keyId);
  if (!app.sendMail || !host?.email || !entry) return { state: "superseded" };
  return await deliver(
    app,
    renderKeyAlert({
      to: { name: host.name, address: host.email },
      key: entry.value.name,
      link: `${app.baseUrl}/dashboard/settings/keys`,
      jobId: job.id,
      reader: host,
      sender: senderOf(app),
    }),
  );
};

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
