import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { ConnectionView } from "$lib/server/connections/connections-view.ts";
import type { Need } from "$lib/server/operations/read-desk.ts";
import type { WorkGroup } from "$lib/server/operations/work.ts";
import { tryResult } from "../[...owner=owner]/webhooks/webhook-view.ts";
import { webhookName, webhookPath } from "./health-view.ts";
import { problemText } from "./problem-text.ts";

/** Something that needs the host: what it is, what it means, and how it is mended here. */
export interface NeedView {
  key: string;
  title: string;
  texts: string[];
  /** A form of this page with one field, and what it needs besides. */
  mend:
    | { is: "password"; connection: string; name: string }
    | { is: "oauth"; path: string }
    | { is: "sync"; connection: string; name: string }
    | { is: "retry"; group: WorkGroup }
    | { is: "send"; webhook: string; name: string };
  link: { href: string; is: "calendars" | "emails" | "deliveries" } | null;
}

/** A need in the host's words and zone. */
export function needView(need: Need, accounts: readonly ConnectionView[], host: Host): NeedView {
  switch (need.about) {
    case "calendar":
      return calendarNeed(need, accounts, host);
    case "work":
      return workNeed(need, host);
    case "webhook":
      return webhookNeed(need, host);
  }
}

type NeedAbout<About extends Need["about"]> = Extract<Need, { about: About }>;

function calendarNeed(
  { calendar: { connectionId, label, status } }: NeedAbout<"calendar">,
  accounts: readonly ConnectionView[],
  { language }: Host,
): NeedView {
  const { dashboard, calendars } = messages(language);
  const words = dashboard.operations.needs;
  const account = accounts.find(({ id }) => id === connectionId);
  const path = account?.oauthPath ?? null;
  const isSignedOut = account?.signedOut ?? false;
  const reasons = account?.errors.length ? account.errors : [calendars.state[status]];
  return {
    key: `calendar-${connectionId}`,
    title: format(isSignedOut ? words.signedOut : words.outdated, { name: label }),
    texts: [
      ...account?.lostEntries ? [account.lostEntries] : [],
      ...status === "fresh" ? [] : reasons,
      ...status === "broken" || status === "stale" ? [words.untilThen] : [],
    ],
    mend: !isSignedOut
      ? { is: "sync", connection: connectionId, name: label }
      : path
      ? { is: "oauth", path }
      : { is: "password", connection: connectionId, name: label },
    link: { href: "/dashboard/calendars", is: "calendars" },
  };
}

function workNeed({ group, jobs }: NeedAbout<"work">, host: Host): NeedView {
  const words = messages(host.language).dashboard.operations.needs;
  const counted = group === "emails" || group === "entries" ? words[group] : words.other;
  const reasons = jobs.map(({ lastError }) => problemText(lastError, host.language));
  const nexts = jobs.filter(({ state }) => state === "waiting").map(({ dueAt }) => dueAt);
  const next = nexts.length > 0 ? Math.min(...nexts) : null;
  return {
    key: `work-${group}`,
    title: plural(counted, jobs.length, host.language),
    texts: [
      ...new Set(reasons.filter((reason) => reason !== null).slice(0, 3)),
      ...next === null ? [] : [format(words.next, { when: formatShortWhen(next, host) })],
    ],
    mend: { is: "retry", group },
    link: group === "emails" ? { href: "/dashboard/emails", is: "emails" } : null,
  };
}

function webhookNeed({ webhook }: NeedAbout<"webhook">, host: Host): NeedView {
  const { dashboard } = messages(host.language);
  const words = dashboard.operations.needs;
  const { subscription, retrying, stopped, nextTry, lastFailure } = webhook;
  const { id, disabled } = subscription;
  const name = webhookName(webhook);
  return {
    key: `webhook-${id}`,
    title: format(disabled ? words.webhookOff : words.webhook, { name }),
    texts: [
      ...lastFailure ? [tryResult(lastFailure, dashboard.webhooks)] : [],
      ...stopped > 0 ? [plural(words.stopped, stopped, host.language)] : [],
      ...retrying > 0 ? [plural(words.waiting, retrying, host.language)] : [],
      ...nextTry === null ? [] : [format(words.next, { when: formatShortWhen(nextTry, host) })],
    ],
    mend: { is: "send", webhook: id, name },
    link: { href: webhookPath(webhook), is: "deliveries" },
  };
}
