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

/** What a person gives to connect an account. */
export interface AccountCredentials {
  /** An address, a host name, or a mail address. */
  address: string;
  user: string;
  password: string;
}

/** What was found there. */
export interface DiscoveredAccount {
  /** The calendar home, or the one calendar that was named. */
  url: string;
  calendars: CalendarInfo[];
  /** The person's own addresses at the server, lower case. */
  addresses: string[];
}

/**
 * Finds a person's calendars: at the address as typed, else where the server's well-known address leads; for a mail
 * address or bare host name first at the server that its domain announces (RFC 6764 §5, §6).
 */
export async function discoverAccount(
  fetch: OutboundFetch,
  account: AccountCredentials,
  find: LookupServices = lookupServices,
  reader?: ResponseParser,
): Promise<DiscoveredAccount> {
  const typed = parseEnteredAddress(account.address);
  const announced = await announcedServer(account.address, find);
  let first: CalendarError | undefined;
  for (const home of announced ? [announced, typed] : [typed]) {
    const server = openWebDav(fetch, { ...account, home }, reader);
    for await (const candidate of candidateUrls(server, home)) {
      try {
        const found = await probeUrl(server, candidate);
        if (found) return found;
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        // A wrong password is wrong everywhere; who cannot be reached cannot be asked twice.
        if (!triesNextUrl.has(error.why)) throw error;
        first ??= error;
      }
    }
  }
  if (first?.why === "redirect") throw first;
  throw new CalendarError("refused", "not-caldav", first?.detail ?? "");
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

/** `cal.example.org`, `ada@example.org` and whole addresses; https unless http is written out. */
function parseEnteredAddress(text: string): URL {
  const plain = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(plain)
    ? plain
    : `https://${plain.includes("@") && !plain.includes("/") ? plain.split("@").at(-1) : plain}`;
  const url = URL.parse(whole);
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
  const itself = isEntered ? await fetchCollection(server, url) : null;
  const principal = await findPrincipal(server, url);
  if (itself?.calendars) {
    const addresses = principal ? await addressesOf(server, principal) : [];
    return { url: itself.url.href, calendars: itself.calendars, addresses };
  }
  const home = await findHome(server, principal ?? url) ??
    (principal && await findHome(server, url));
  if (home) {
    const calendars = await listCalendarsIn(server, home);
    return { url: home.href, calendars, addresses: await addressesOf(server, principal ?? url) };
  }
  const folder = itself ?? await fetchCollection(server, url);
  const calendars = folder.calendars ?? await listCalendarsIn(server, folder.url);
  // A folder without calendars is somebody's home only when the server says so.
  if (calendars.length === 0) return null;
  const addresses = principal ? await addressesOf(server, principal) : [];
  return { url: folder.url.href, calendars, addresses };
}

/** The mail addresses of a principal, at most twenty. */
async function addressesOf(server: WebDavClient, principal: URL): Promise<string[]> {
  const found = await findAddresses(server, principal);
  return found.map((text) => text.trim().toLowerCase()).filter((text) => text.startsWith("mailto:"))
    .map((text) => text.slice("mailto:".length)).slice(0, 20);
}
