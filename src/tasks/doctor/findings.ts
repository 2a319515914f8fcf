/** The doctor's checks; each returns findings as sentences. */
import type { App } from "../../lib/server/app.ts";
import { CalendarError } from "../../lib/server/calendars/calendar.ts";
import { freshness } from "../../lib/scheduling/calendar-state.ts";
import { HOUR, MINUTE } from "../../lib/scheduling/durations.ts";
import { isOAuthProviderName } from "../../lib/server/calendars/registry.ts";
import { domainOf } from "../../lib/server/email/email.ts";
import { checkSmtp } from "../../lib/server/email/send.ts";
import { EmailError } from "../../lib/server/email/errors.ts";
import { eachConnection } from "../../lib/server/store/scan.ts";
import { getGuard } from "../../lib/server/kv/guard.ts";
import { eachHost } from "../../lib/server/store/hosts.ts";
import { calendarKey } from "../../lib/server/kv/calendar-keys.ts";
import { format } from "../../lib/i18n/format.ts";
import { messages } from "../../lib/i18n/messages.ts";
import { product } from "../../lib/product.ts";

/** "note" is worth knowing, "bad" must be fixed; the hint says what to do. */
export type Finding =
  & { about: string; text: string }
  & ({ tone: "good"; hint?: undefined } | { tone: "note" | "bad"; hint: string });

/** The base URL and the trusted proxies. */
export function addressFindings(app: App): Finding[] {
  const { settings, baseUrl } = app;
  const found: Finding[] = [], about = "Address";
  const good = (text: string) => found.push({ tone: "good", about, text });
  const note = (text: string, hint: string) => found.push({ tone: "note", about, text, hint });
  if (!settings.baseUrl) {
    note(`Links start with ${baseUrl}.`, "Set INVITO_BASE_URL to an address that others can open.");
  } else if (baseUrl.startsWith("http:")) {
    note(
      `${baseUrl} isn’t encrypted.`,
      `Put a proxy with TLS in front of ${product} and use https in INVITO_BASE_URL.`,
    );
  } else good(`Links start with ${baseUrl}.`);
  const { trustedProxies } = settings;
  if (trustedProxies > 0) {
    good(
      `The client address is entry ${trustedProxies} from the right in X-Forwarded-For. With fewer proxies than that, clients could fake their address.`,
    );
  } else if (baseUrl.startsWith("https:")) {
    note(
      "A proxy handles TLS, but no proxy is trusted, so all clients share one address and its rate limits.",
      "Set INVITO_TRUSTED_PROXIES to the number of proxies.",
    );
  } else good("No proxy is trusted: the client address is that of the connection.");
  return found;
}

/** Whether the mail server accepts a connection. */
export async function mailFindings(app: App): Promise<Finding[]> {
  const about = "Email";
  const { smtp } = app.settings;
  if (!smtp) {
    return [{
      tone: "note",
      about,
      text: "No mail server is set up. Emails aren’t sent; hosts find them under Emails.",
      hint: "Set INVITO_SMTP_HOST and INVITO_SMTP_FROM.",
    }];
  }
  try {
    await checkSmtp(smtp, { domain: domainOf(app.baseUrl), stopping: app.stopping });
    return [{
      tone: "good",
      about,
      text: `${smtp.host}:${smtp.port} accepts email from ${product}.`,
    }];
  } catch (error) {
    if (!(error instanceof EmailError)) throw error;
    const words = messages("en").emails.errors[error.kind];
    const text = `${smtp.host}:${smtp.port}: ${format(words, { response: error.serverReply })}`;
    const hint =
      "Check INVITO_SMTP_HOST, _PORT, _USER and _PASSWORD. Emails wait and are tried again.";
    return [{ tone: "bad", about, text, hint }];
  }
}

/** Whether every connected account is reachable, and the age of its busy times. */
export async function calendarFindings(app: App): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const host of eachHost(app.kv)) {
    const { guard } = await getGuard(app.kv, host.id);
    for await (const connection of eachConnection(app.kv, host.id)) {
      const about = `Calendar ${connection.label} of ${host.username}`;
      // A token refreshed for this copy of the store would be lost to the running program.
      const isChecked = !isOAuthProviderName(connection.provider);
      const error = isChecked
        ? await calendarError(async () => {
          await (await app.openCalendar(connection, host)).list();
        })
        : null;
      const read = connection.calendars.filter(({ blocks }) => blocks).map(({ id, name }) => {
        const state = guard.calendars[calendarKey({ connectionId: connection.id, calendarId: id })];
        if (!state?.syncedAt) return `${name}: not synced yet`;
        const how = freshness(state, app.now(), app.settings.syncIntervalMs);
        return `${name}: ${how}, synced ${hoursAgo(app.now() - state.syncedAt)}`;
      });
      const text = [error ?? (isChecked ? "Reachable." : "Connected with OAuth."), ...read].join(
        " ",
      );
      found.push(
        error ? { tone: "bad", about, text, hint: calendarHint } : { tone: "good", about, text },
      );
    }
  }
  if (found.length > 0) return found;
  return [{ tone: "good", about: "Calendars", text: "No calendars are connected." }];
}

const calendarHint = "Its host sees this under Calendars and can connect it again there.";

async function calendarError(action: () => Promise<void>): Promise<string | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const words: Record<string, string> = messages("en").calendars.problems;
    const text = words[error.reason] ?? error.message;
    // The operator may need the details behind a host's message.
    return `${text} (${[error.reason, error.detail].filter(Boolean).join(", ")})`;
  }
}

function hoursAgo(ms: number): string {
  return ms < HOUR
    ? `${Math.round(ms / MINUTE)} minutes ago`
    : `${Math.round(ms / HOUR)} hours ago`;
}
