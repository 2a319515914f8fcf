import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { SealedElsewhere } from "../secrets.ts";
import { type Calendar, CalendarProblem, type Connection } from "./calendar.ts";
import { openCaldav } from "./caldav.ts";
import { openGoogle } from "./google.ts";
import { openIcs } from "./ics.ts";
import type { Bearer } from "./json-api.ts";
import { openMicrosoft } from "./microsoft.ts";
import type { ConsentedCalendar } from "./oauth.ts";

/** What a connection's secret is sealed for: it opens for no other record. */
export function sealedFor(connection: Pick<Connection, "id" | "hostId">): string {
  return `connection ${connection.hostId} ${connection.id}`;
}

/**
 * Opens a connection's account with its provider for its host; nothing is asked of the server yet. `bearer` gives the
 * tokens of accounts that are connected by consent.
 */
export async function openCalendar(
  app: Pick<App, "fetch" | "politeness" | "reader" | "sealer" | "settings">,
  connection: Connection,
  host: Pick<Host, "zone" | "email">,
  bearer: Bearer,
): Promise<Calendar> {
  const { provider } = connection;
  if (provider === "google" || provider === "microsoft") {
    return openConsented(app, provider, { bearer, zone: host.zone, connection });
  }
  const secret = await openSealed(app, connection);
  const self = [...connection.addresses, ...(host.email ? [host.email] : [])].map(comparableEmail);
  const { reader } = app, { zone } = host;
  if (provider === "ics") return openIcs(app.fetch, { url: secret, zone, self, reader });
  const { url, user } = connection;
  return openCaldav(app.fetch, { url, user, password: secret, zone, self, reader });
}

/** What a connection keeps sealed; one that was sealed by a secret that is gone is to be connected again. */
export async function openSealed(
  { sealer }: Pick<App, "sealer">,
  connection: Connection,
): Promise<string> {
  try {
    return await sealer.open(connection.sealed, sealedFor(connection));
  } catch (error) {
    if (!(error instanceof SealedElsewhere)) throw error;
    throw new CalendarProblem("signed-out", "sealed-elsewhere");
  }
}

/** Opens an account that is connected by consent, or that is about to be. */
export function openConsented(
  { fetch, politeness, settings }: Pick<App, "fetch" | "politeness" | "settings">,
  provider: "google" | "microsoft",
  { bearer, zone, connection }: {
    bearer: Bearer;
    zone: string;
    connection?: Pick<Connection, "id" | "user" | "calendars">;
  },
): ConsentedCalendar {
  const client = settings[provider];
  if (!client) throw new CalendarProblem("refused", "provider-off");
  const { baseUrl } = client;
  if (provider === "google") return openGoogle(fetch, { baseUrl, bearer, zone });
  const mailbox = `microsoft ${connection?.user || connection?.id || crypto.randomUUID()}`;
  const shared = connection?.calendars.filter(({ owner }) => owner !== undefined) ?? [];
  return openMicrosoft(fetch, {
    baseUrl,
    bearer,
    zone,
    queue: (isUrgent, work) => politeness.request(mailbox, isUrgent, work),
    shared: new Set(shared.map(({ id }) => id)),
  });
}
