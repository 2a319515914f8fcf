import type { OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import { isCalendar, listCollections } from "./list-calendars.ts";
import type { ResponseParser } from "../parsing/response-parser.ts";
import { announcedServer, type LookupServices, lookupServices } from "./service-discovery.ts";
import { cal, child, dav, hrefOf, openWebDav, type Resource, type WebDavClient } from "./webdav.ts";

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

const discoveryRequest =
  `<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
  <d:resourcetype/><d:current-user-principal/><c:calendar-home-set/><c:calendar-user-address-set/>
  <c:supported-calendar-component-set/></d:prop></d:propfind>`;

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
  const server = openWebDav(fetch, account.user, account.password, reader);
  let first: CalendarError | undefined;
  for (const url of [...candidateUrls(announced), ...candidateUrls(typed)]) {
    try {
      const found = await probeUrl(server, url);
      if (found) return found;
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      // A wrong password is wrong everywhere; who cannot be reached cannot be asked twice.
      if (!triesNextUrl.has(error.why)) throw error;
      first ??= error;
    }
  }
  if (first?.why === "redirect") throw first;
  throw new CalendarError("refused", "not-caldav", first?.detail ?? "");
}

/** Where to look at a server: where its well-known address leads, or rather where somebody has pointed at. */
function candidateUrls(server: URL | null): URL[] {
  if (!server) return [];
  const wellKnown = new URL("/.well-known/caldav", server);
  return server.pathname === "/" ? [wellKnown, server] : [server, wellKnown];
}

const triesNextUrl = new Set([
  "not-found",
  "not-caldav",
  "forbidden",
  "unreadable",
  "redirect",
  "changed",
]);

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

async function probeUrl(server: WebDavClient, at: URL): Promise<DiscoveredAccount | null> {
  const { url, resources } = await server.query("PROPFIND", at, discoveryRequest, 0);
  const [itself] = resources;
  if (!itself) throw new CalendarError("try-again", "unreadable", "an empty answer");
  const principal = principalOf(itself, url);
  const person = principal
    ? (await server.query("PROPFIND", principal, discoveryRequest, 0)).resources[0] ?? itself
    : itself;
  const addresses = addressesOf(person);
  if (isCalendar(itself)) {
    return {
      url: itself.url.href,
      calendars: await listCollections(server, itself.url),
      addresses,
    };
  }
  const home = child(person.props.get(cal("calendar-home-set")), dav("href"))?.text ??
    child(itself.props.get(cal("calendar-home-set")), dav("href"))?.text;
  const place = home ? hrefOf(home, person.url) : itself.url;
  const calendars = await listCollections(server, place);
  // A folder without calendars is somebody's home only when the server says so.
  return home || calendars.length ? { url: place.href, calendars, addresses } : null;
}

function principalOf({ props }: Resource, base: URL): URL | null {
  const said = props.get(dav("current-user-principal"));
  if (child(said, dav("unauthenticated"))) {
    throw new CalendarError("signed-out", "wrong-password");
  }
  const href = child(said, dav("href"))?.text.trim();
  return href ? hrefOf(href, base) : null;
}

function addressesOf({ props }: Resource): string[] {
  const set = props.get(cal("calendar-user-address-set"))?.children ?? [];
  return set.map(({ text }) => text.trim().toLowerCase()).filter((text) =>
    text.startsWith("mailto:")
  )
    .map((text) => text.slice("mailto:".length)).slice(0, 20);
}
