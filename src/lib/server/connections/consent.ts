import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { CalendarInfo, Connection } from "../calendars/calendar.ts";
import {
  type ConsentProvider,
  consentServer,
  type SharedAccess,
} from "../calendars/consent-servers.ts";
import { consentAddress, exchangeCode, type Grant } from "../calendars/oauth.ts";
import { openConsented } from "../calendars/open.ts";
import { base64url, fromBase64url, hashOf, newId } from "../secrets.ts";
import { getConnection, listConnections } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { spend } from "../store/mailed-links.ts";
import { addAccount, hasTooMany } from "./add-account.ts";
import { MOST_CHOSEN } from "./choose.ts";
import { bearerOf, sealGrant } from "./grants.ts";
import { renew } from "./refresh.ts";
import { sharedAccessFor } from "./shared-access.ts";
import { tried } from "./tried.ts";

/** How long a person may think about it at the provider. */
const ASKED_MS = 15 * 60_000;
const purpose = "calendar consent";

/** What was asked for when a browser was sent to a provider; it comes back signed, once. */
interface Asked {
  provider: ConsentProvider;
  hostId: string;
  /** The connection to sign in again; null for a new one. */
  connectionId: string | null;
  /** What its calendars of others need. */
  shared: SharedAccess;
  until: number;
  nonce: string;
}

/** The address at the provider where a host is asked to let us in; for a connection that exists, to let us in again. */
export async function beginConsent(
  app: App,
  hostId: string,
  provider: ConsentProvider,
  connectionId: string | null,
): Promise<Outcome<string>> {
  if (!consentServer(app.settings, provider)) return no("provider-off");
  const known = connectionId === null ? null : await getConnection(app.kv, hostId, connectionId);
  if (connectionId !== null && known?.provider !== provider) return refused("not-found");
  if (!known && await hasTooMany(app, hostId)) return no("too-many-connections");
  const host = known && await getHost(app.kv, hostId);
  const shared = known ? sharedAccessFor(known, host?.writesTo ?? null) : "none";
  const server = consentServer(app.settings, provider, shared);
  if (!server) return no("provider-off");
  const until = app.now() + ASKED_MS;
  const asked: Asked = { provider, hostId, connectionId, shared, until, nonce: newId() };
  const text = base64url(new TextEncoder().encode(JSON.stringify(asked)));
  return accepted(
    await consentAddress(server, {
      redirectTo: callbackOf(app, provider),
      state: `${text}.${await app.sealer.sign(text, purpose)}`,
      verifier: await verifierOf(app, text),
      ...(known?.user ? { loginHint: known.user } : {}),
    }),
  );
}

/**
 * What becomes of a host who comes back from a provider: a new connection, or one that works again. The state is good
 * once, for fifteen minutes, for the host who was sent.
 */
export async function endConsent(
  app: App,
  hostId: string,
  provider: ConsentProvider,
  said: URLSearchParams,
): Promise<Outcome<Connection>> {
  const read = await readState(app, said.get("state") ?? "");
  if (read?.asked.provider !== provider) return no("consent-forged");
  const { asked, text } = read;
  const server = consentServer(app.settings, provider, asked.shared);
  if (!server) return no("provider-off");
  if (asked.hostId !== hostId) return no("consent-elsewhere");
  if (asked.until <= app.now()) return no("consent-late");
  if (!await spend(app.kv, await hashOf(purpose, asked.nonce), asked.until, app.now())) {
    return no("consent-used");
  }
  const error = said.get("error"), code = said.get("code");
  if (error === "access_denied" || error === "consent_required") return no("consent-refused");
  if (error !== null || code === null) {
    app.log.warn("consent-failed", { provider, error: error?.slice(0, 80) ?? "no code" });
    return no("consent-failed");
  }
  const redirectTo = callbackOf(app, provider), verifier = await verifierOf(app, text);
  const granted = await tried(async () => {
    const grant = await exchangeCode(app.fetch, server, { code, verifier, redirectTo }, app.now());
    return { grant, ...await lookAt(app, hostId, provider, grant) };
  });
  if (!granted.ok) {
    const { detail = null, said = null } = granted.refusal;
    app.log.warn("consent-failed", { provider, why: detail, said });
    return granted;
  }
  return settle(app, asked, granted.value);
}

/** Where a provider sends people back to; it has to be registered there. */
export function callbackOf(app: Pick<App, "baseUrl">, provider: ConsentProvider): string {
  return `${app.baseUrl}/settings/calendar/${provider}/callback`;
}

interface Granted {
  grant: Grant;
  calendars: CalendarInfo[];
  address: string;
}

async function lookAt(app: App, hostId: string, provider: ConsentProvider, grant: Grant) {
  const host = await getHost(app.kv, hostId);
  const opened = openConsented(app, provider, {
    bearer: bearerOf(grant),
    zone: host?.zone ?? "UTC",
  });
  return { calendars: await opened.list(), address: await opened.address() };
}

async function settle(app: App, asked: Asked, granted: Granted): Promise<Outcome<Connection>> {
  const { hostId, provider, connectionId, shared } = asked;
  const { grant, calendars, address } = granted;
  if (calendars.length === 0) return no("no-calendars");
  const connections = await listConnections(app.kv, hostId);
  const known = connections.find((each) =>
    connectionId !== null
      ? each.id === connectionId
      : each.provider === provider && each.user === address && address !== ""
  );
  if (connectionId !== null && !known) return refused("not-found");
  if (known && known.user !== address) return no("other-account");
  if (known) {
    return renew(app, known, { sealed: await sealGrant(app, known, grant), shared }, calendars);
  }
  const id = newId();
  return addAccount(app, {
    id,
    hostId,
    provider,
    label: [address, names[provider]].filter(Boolean).join(" · "),
    url: app.settings[provider]?.baseUrl ?? "",
    user: address,
    sealed: await sealGrant(app, { id, hostId }, grant),
    addresses: address ? [address] : [],
    shared,
    syncJob: `sync-${id}`,
    // What others share, and what one may not write in, like a list of holidays, blocks when it is chosen.
    calendars: calendars.slice(0, MOST_CHOSEN / 2).map((calendar) => ({
      ...calendar,
      blocks: calendar.writable && !calendar.transparent && calendar.owner === undefined,
    })),
    createdAt: app.now(),
    revision: 1,
  });
}

const names: Record<ConsentProvider, string> = { google: "Google", microsoft: "Microsoft" };

async function readState(app: App, state: string): Promise<{ asked: Asked; text: string } | null> {
  const [text = "", signature = "", ...rest] = state.split(".");
  if (rest.length > 0 || !await app.sealer.verify(text, purpose, signature)) return null;
  return { asked: JSON.parse(new TextDecoder().decode(fromBase64url(text))), text };
}

/** The secret half of the challenge (RFC 7636 §4.1); made from the state, so that nothing needs to be kept meanwhile. */
function verifierOf(app: App, text: string): Promise<string> {
  return app.sealer.sign(text, `${purpose} verifier`);
}

function no(detail: string) {
  return refused("calendar-refused", { detail });
}
