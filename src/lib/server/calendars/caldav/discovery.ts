import type { OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import {
  findAddresses,
  findHome,
  findPrincipal,
  findService,
  triesNextUrl,
} from "./dav-discovery.ts";
import { fetchCollection, listCalendarsIn } from "./list-calendars.ts";
import type { ResponseParser } from "../parsing/response-parser.ts";
import { announcedServer, type LookupServices, lookupServices } from "./service-discovery.ts";
import { openWebDav, type WebDavClient } from "./webdav.ts";

/** Address and credentials of an account to connect. */
export interface AccountCredentials {
  /** A URL, a host name, or an email address. */
  address: string;
  user: string;
  password: string;
}

/** The account that discovery found. */
export interface DiscoveredAccount {
  /** The calendar home, or the calendar whose URL was entered. */
  url: string;
  calendars: CalendarInfo[];
  /** The host's calendar user addresses, lower case. */
  addresses: string[];
}

/**
 * Finds an account's calendars at the entered URL, else by the server's well-known URL; for an email address or host
 * name first at the server in the domain's SRV record (RFC 6764 §5, §6).
 */
export async function discoverAccount(
  fetch: OutboundFetch,
  account: AccountCredentials,
  lookup: LookupServices = lookupServices,
  parser?: ResponseParser,
): Promise<DiscoveredAccount> {
  const entered = parseEnteredAddress(account.address);
  const announced = await announcedServer(account.address, lookup);
  let firstError: CalendarError | undefined;
  for (const home of announced ? [announced, entered] : [entered]) {
    const server = openWebDav(fetch, { ...account, home }, parser);
    for await (const candidate of candidateUrls(server, home)) {
      try {
        const found = await probeUrl(server, candidate);
        if (found) return found;
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        // A wrong password or an unreachable server fails at every URL.
        const isOfThisUrl = triesNextUrl.has(error.reason) ||
          !candidate.isEntered && error.reason === "server-error";
        if (!isOfThisUrl) throw error;
        firstError ??= error;
      }
    }
  }
  if (firstError && ["redirect", "server-error"].includes(firstError.reason)) throw firstError;
  throw new CalendarError("refused", "not-caldav", firstError?.detail ?? "");
}

/** URLs to try at a server: first the one that was entered when it has a path, else the well-known URL (RFC 6764 §5). */
async function* candidateUrls(server: WebDavClient, home: URL): AsyncGenerator<Candidate> {
  const isEntered = home.pathname !== "/";
  if (isEntered) yield { url: home, isEntered };
  const url = await findService(server, home);
  if (url.href !== home.href) yield { url, isEntered: false };
  if (!isEntered) yield { url: home, isEntered };
}

interface Candidate {
  url: URL;
  /** An entered URL may be that of one calendar; a well-known URL never is. */
  isEntered: boolean;
}

/** The URL of `cal.example.org`, `ada@example.org` or a whole URL; https unless http is given. */
function parseEnteredAddress(text: string): URL {
  const plain = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(plain)
    ? plain
    : `https://${plain.includes("@") && !plain.includes("/") ? plain.split("@").at(-1) : plain}`;
  const url = URL.parse(withScheme);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username || url.password) {
    throw new CalendarError("refused", "wrong-address");
  }
  url.hash = "";
  return url;
}

async function probeUrl(
  server: WebDavClient,
  { url, isEntered }: Candidate,
): Promise<DiscoveredAccount | null> {
  const entered = isEntered ? await fetchCollection(server, url) : null;
  const principal = await findPrincipal(server, url);
  if (entered?.calendars) {
    const addresses = principal ? await addressesOf(server, principal) : [];
    return { url: entered.url.href, calendars: entered.calendars, addresses };
  }
  const home = await findHome(server, principal ?? url) ??
    (principal && await findHome(server, url));
  if (home) {
    const calendars = await listCalendarsIn(server, home);
    return { url: home.href, calendars, addresses: await addressesOf(server, principal ?? url) };
  }
  const folder = entered ?? await fetchCollection(server, url);
  const calendars = folder.calendars ?? await listCalendarsIn(server, folder.url);
  // A collection without calendars is a calendar home only when the server says so.
  if (calendars.length === 0) return null;
  const addresses = principal ? await addressesOf(server, principal) : [];
  return { url: folder.url.href, calendars, addresses };
}

/** The email addresses of a principal, at most twenty. */
async function addressesOf(server: WebDavClient, principal: URL): Promise<string[]> {
  const found = await findAddresses(server, principal);
  return found.map((text) => text.trim().toLowerCase()).filter((text) => text.startsWith("mailto:"))
    .map((text) => text.slice("mailto:".length)).slice(0, 20);
}
