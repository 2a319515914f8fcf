import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { OutboundFetch } from "../outbound/index.ts";
import { type Sealer, UnknownSealingKey } from "../runtime/secrets.ts";
import type { Settings } from "../runtime/settings.ts";
import { type Calendar, CalendarError } from "./calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { openCaldav } from "./caldav/provider.ts";
import { openGoogle } from "./google/provider.ts";
import { openIcs } from "./ics/provider.ts";
import type { Bearer } from "./json-api.ts";
import { openMicrosoft } from "./microsoft/provider.ts";
import type { OAuthCalendar } from "./oauth.ts";
import type { ResponseParser } from "./parsing/response-parser.ts";
import type { RequestPacing } from "./request-pacing.ts";

/** What providers need of the program. */
export interface CalendarServices {
  settings: Pick<Settings, "google" | "microsoft">;
  fetch: OutboundFetch;
  sealer: Sealer;
  requestPacing: RequestPacing;
  responseParser: ResponseParser;
}

/** What a connection's secret is sealed for: it opens for no other record. */
export function sealingContextOf(connection: Pick<Connection, "id" | "hostId">): string {
  return `connection ${connection.hostId} ${connection.id}`;
}

/**
 * Opens a connection's account with its provider for its host; nothing is asked of the server yet. `bearer` gives the
 * tokens of accounts that are connected by consent.
 */
export async function openCalendar(
  app: CalendarServices,
  connection: Connection,
  host: Pick<Host, "zone" | "email">,
  bearer: Bearer,
): Promise<Calendar> {
  const { provider } = connection;
  if (provider === "google" || provider === "microsoft") {
    return openOAuthCalendar(app, provider, { bearer, zone: host.zone, connection });
  }
  const secret = await unsealCredentials(app, connection);
  const self = [...connection.addresses, ...(host.email ? [host.email] : [])].map(comparableEmail);
  const { responseParser } = app, { zone } = host;
  if (provider === "ics") {
    return openIcs(app.fetch, { url: secret, zone, ownAddresses: self, parser: responseParser });
  }
  const { url, user } = connection;
  return openCaldav(app.fetch, {
    url,
    user,
    password: secret,
    zone,
    ownAddresses: self,
    parser: responseParser,
  });
}

/** What a connection keeps sealed; one that was sealed by a secret that is gone is to be connected again. */
export async function unsealCredentials(
  { sealer }: Pick<CalendarServices, "sealer">,
  connection: Connection,
): Promise<string> {
  try {
    return await sealer.open(connection.sealed, sealingContextOf(connection));
  } catch (error) {
    if (!(error instanceof UnknownSealingKey)) throw error;
    throw new CalendarError("signed-out", "sealed-elsewhere");
  }
}

/** Opens an account that is connected by consent, or that is about to be. */
export function openOAuthCalendar(
  { fetch, requestPacing, settings }: Pick<
    CalendarServices,
    "fetch" | "requestPacing" | "settings"
  >,
  provider: "google" | "microsoft",
  { bearer, zone, connection }: {
    bearer: Bearer;
    zone: string;
    connection?: Pick<Connection, "id" | "user" | "calendars">;
  },
): OAuthCalendar {
  const client = settings[provider];
  if (!client) throw new CalendarError("refused", "provider-off");
  const { baseUrl } = client;
  if (provider === "google") return openGoogle(fetch, { baseUrl, bearer, zone });
  const mailbox = `microsoft ${connection?.user || connection?.id || crypto.randomUUID()}`;
  const shared = connection?.calendars.filter(({ owner }) => owner !== undefined) ?? [];
  return openMicrosoft(fetch, {
    baseUrl,
    bearer,
    zone,
    queue: (isUrgent, work) => requestPacing.request(mailbox, isUrgent, work),
    shared: new Set(shared.map(({ id }) => id)),
  });
}
