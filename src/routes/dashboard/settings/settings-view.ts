import { commandLine } from "$lib/i18n/english-only/command-line.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatLongDate } from "$lib/i18n/date-time.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { deviceOf } from "$lib/server/auth/device.ts";
import type { OpenInvitation } from "$lib/server/auth/invitations.ts";
import type { Session } from "$lib/server/auth/sessions.ts";
import { issuerName } from "$lib/server/auth/sign-in-services.ts";
import type { SignInMethods } from "$lib/server/auth/sign-in-methods.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";

type SettingsMessages = Messages["identity"]["settings"];

/** The pages under Settings, each with what it is for. */
export function settingsPages({ dashboard, emails: { list } }: Messages) {
  const { apiKeys, availability, blocked, data, emailTemplates, operations, page, webhooks } =
    dashboard;
  const pages = {
    "settings/page": page,
    "availability/schedules": availability.schedules,
    emails: { title: list.title, lead: list.intro },
    "settings/emails": emailTemplates.general,
    operations,
    "settings/keys": apiKeys,
    webhooks,
    "settings/blocked": blocked,
    "settings/data": data,
  };
  return Object.entries(pages).map(([path, { title, lead }]) => ({
    href: `/dashboard/${path}`,
    title,
    lead,
  }));
}

/** What the page has, and the pages under it, as links. */
export function sectionIndex(words: SettingsMessages, pages: { href: string; title: string }[]) {
  const { profile, agenda, email, username, methods, sessions, invitations } = words;
  const here = {
    profile,
    agenda,
    email,
    username,
    "sign-in-methods": methods,
    sessions,
    invitations,
  };
  return [
    ...Object.entries(here).map(([id, { title }]) => ({ href: `#${id}`, label: title })),
    ...pages.map(({ href, title }) => ({ href, label: title })),
  ];
}

/** A host's sessions as rows: device, start and last use. */
export function sessionRows(
  words: SettingsMessages["sessions"],
  host: Host,
  sessions: Session[],
  here: string | null,
) {
  return sessions.map(({ hash, userAgent, createdAt, lastSeenAt }) => {
    const device = deviceOf(userAgent);
    return {
      id: hash,
      name: device ? format(words.device, device) : words.unknown,
      since: format(words.since, { date: formatLongDate(createdAt, host) }),
      seen: format(words.seen, { date: formatLongDate(lastSeenAt, host) }),
      isHere: hash === here,
    };
  });
}

/** Sign-in methods as rows; one that can be removed has an id. */
export function signInMethodRows(
  words: SettingsMessages["methods"],
  host: Host,
  { email, identities }: SignInMethods,
  app: Parameters<typeof issuerName>[0],
) {
  const fixed = email
    ? format(words.mail, { email })
    : format(words.noMail, { command: commandLine(`sign-in ${host.username}`) });
  const canRemove = email !== null || identities.length > 1;
  return [
    { text: fixed, id: null },
    ...identities.map(({ hash, issuer }) => ({
      text: format(words.issuer, { name: issuerName(app, issuer) }),
      id: canRemove ? hash : null,
    })),
  ];
}

export function invitationRows(
  words: SettingsMessages["invitations"],
  host: Host,
  open: OpenInvitation[],
) {
  return open.map(({ hash, link, expiresAt }) => ({
    id: hash,
    link,
    until: format(words.until, { date: formatLongDate(expiresAt, host) }),
  }));
}

/** The success notice; null when nothing was saved. */
export function successMessage(
  words: SettingsMessages,
  url: URL,
  baseUrl: string,
  host: Host,
): string | null {
  switch (url.searchParams.get("done")) {
    case "saved":
      return words.saved;
    case "email":
      return words.email.saved;
    case "mailed":
      return format(words.email.mailed, { email: url.searchParams.get("to") ?? "" });
    case "confirmed":
      return host.emailVerified ? words.email.confirmed : null;
    case "username":
      return format(words.username.saved, { link: baseUrl + pagePathOf(host) });
    case "sign-in-method":
      return words.methods.added;
    default:
      return null;
  }
}
