import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { ConnectionView } from "$lib/server/connections/connections-view.ts";
import { ago } from "$lib/server/connections/calendar-view.ts";
import type { CalendarHealth } from "$lib/server/operations/calendar-health.ts";
import type { Deadline } from "$lib/server/operations/deadlines.ts";
import type { LastDay } from "$lib/server/operations/last-day.ts";
import { MOST_DELIVERIES, type WebhookHealth } from "$lib/server/operations/webhook-health.ts";
import { toneOf } from "../calendars/status-tone.ts";
import { webhookName as nameOf, webhookState } from "../[...owner=owner]/webhooks/webhook-view.ts";

/** An account as a row: how well it is read, and what its server can do. */
export function accountRow(
  { connectionId, label, status, syncedAt, events, tookMs, reads }: CalendarHealth,
  accounts: readonly ConnectionView[],
  { language }: Host,
  now: number,
) {
  const { dashboard, calendars: texts } = messages(language);
  const words = dashboard.operations.calendars;
  const account = accounts.find(({ id }) => id === connectionId);
  const synced = account?.calendars.flatMap(({ facts }) => facts.slice(0, 1)) ?? [];
  const facts = [
    ...syncedAt === null ? new Set(synced) : [format(texts.syncedAt, { ago: syncedAgo() })],
    ...syncedAt === null ? [] : [plural(texts.events, events, language, { n: number(events) })],
    ...reads.done > 0 ? [plural(words.reads, reads.done, language)] : [],
    ...reads.failed > 0 ? [plural(words.failed, reads.failed, language)] : [],
    ...tookMs === null ? [] : [format(words.took, { time: took(tookMs) })],
  ];
  function syncedAgo() {
    return ago(Math.max(0, now - (syncedAt ?? 0)), language);
  }
  function number(n: number) {
    return n.toLocaleString(language);
  }
  function took(ms: number) {
    const unit = ms < 1_000 ? "millisecond" : "second";
    const amount = ms < 1_000 ? ms : Math.round(ms / 100) / 10;
    return amount.toLocaleString(language, { style: "unit", unit });
  }
  return {
    id: connectionId,
    label,
    state: { label: texts.state[status], tone: toneOf(status) },
    facts,
    can: account?.capabilities.facts ?? [],
  };
}

/** What a subscription is called: its description, or the host of its URL. */
export function webhookName({ subscription }: WebhookHealth): string {
  return nameOf(subscription);
}

/** The page of a subscription. */
export function webhookPath({ subscription: { id }, team }: WebhookHealth): string {
  return team ? `/dashboard/teams/${team.id}/webhooks/${id}` : `/dashboard/webhooks/${id}`;
}

/** A subscription as a row: whether it works, and how much failed in the last day. */
export function webhookRow(webhook: WebhookHealth, { language }: Host) {
  const { dashboard } = messages(language);
  const words = dashboard.operations.webhooks;
  const { tries: { done, failed }, team, subscription } = webhook;
  const all = done + failed;
  const percent = (failed / Math.max(1, all)).toLocaleString(language, { style: "percent" });
  const rate = all === 0
    ? words.quiet
    : failed === 0
    ? plural(words.allSent, done, language)
    : format(words.rate, { done, failed, percent });
  const newest = format(words.newest, { n: MOST_DELIVERIES });
  return {
    id: subscription.id,
    name: webhookName(webhook),
    href: webhookPath(webhook),
    team: team && format(words.ofTeam, { team: team.name }),
    state: webhookState(subscription, dashboard.webhooks),
    rate: webhook.isComplete ? rate : `${rate} · ${newest}`,
  };
}

/** A deadline as a row, with the page on which something can be done about it. */
export function deadlineRow({ kind, at, id, name }: Deadline, host: Host) {
  const { kinds } = messages(host.language).dashboard.operations.deadlines;
  return {
    key: `${kind}-${id ?? ""}-${at}`,
    text: format(kinds[kind], { name }),
    when: formatShortWhen(at, host),
    href: pathOf(kind, id),
  };
}

function pathOf(kind: Deadline["kind"], id: string | null): string {
  switch (kind) {
    case "request":
    case "reschedule":
    case "verification":
      return `/dashboard/bookings/${id}`;
    case "private-link":
      return `/dashboard/event-types/${id}`;
    case "api-key":
      return "/dashboard/settings/keys";
    case "invitation":
      return "/dashboard/settings";
    case "webhook-secret":
      return "/dashboard/webhooks";
  }
}

/** What was done in the last day, a sentence for each. */
export function dayText(day: LastDay, language: string): string[] {
  const { day: words } = messages(language).dashboard.operations;
  const kinds = [
    "confirmations",
    "reminders",
    "otherEmails",
    "entries",
    "reads",
    "deliveries",
  ] as const;
  return kinds.flatMap((kind) => day[kind] > 0 ? [plural(words[kind], day[kind], language)] : []);
}
