import { CalendarError } from "../calendar.ts";

/** Where a domain says that a service of it runs (RFC 2782), best first, and under which path (RFC 6764 §4). */
export type LookupServices = (
  name: string,
) => Promise<{ target: string; port: number; path?: string }[]>;

/** What people give as their mail address or provider, and where its calendars are. */
const knownProviders: Record<string, string> = {
  "icloud.com": "https://caldav.icloud.com/",
  "me.com": "https://caldav.icloud.com/",
  "mac.com": "https://caldav.icloud.com/",
  "fastmail.com": "https://caldav.fastmail.com/",
  "fastmail.fm": "https://caldav.fastmail.com/",
  "mailbox.org": "https://dav.mailbox.org/",
  "gmx.net": "https://caldav.gmx.net/",
  "gmx.de": "https://caldav.gmx.net/",
  "web.de": "https://caldav.web.de/",
  "posteo.de": "https://posteo.de:8443/",
};

const trustedHosts = new Set(
  Object.values(knownProviders).map((address) => new URL(address).hostname),
);

/**
 * The address of the calendar server behind a mail address or bare host name: a provider that we know, else what the
 * domain announces (RFC 6764 §3). An announced server outside the domain gets no password: names are easily forged.
 */
export async function announcedServer(text: string, find: LookupServices): Promise<URL | null> {
  const domain = domainIn(text);
  if (!domain) return null;
  const address = knownProviders[domain];
  if (address) return new URL(address);
  for (const { target, port, path = "/" } of await find(`_caldavs._tcp.${domain}`)) {
    const host = target.toLowerCase().replace(/\.$/, "");
    const isOfDomain = host === domain || host.endsWith(`.${domain}`);
    if (host === "" || !(isOfDomain || trustedHosts.has(host))) continue;
    const url = URL.parse(`https://${host}:${port}${/^\/[\w.~%@-]/.test(path) ? path : "/"}`);
    if (!url) throw new CalendarError("refused", "wrong-address");
    return url;
  }
  return null;
}

/** Asks the name servers of the system; a domain that announces nothing, or cannot be asked, is asked by its name alone. */
export const lookupServices: LookupServices = async (name) => {
  try {
    const found = await Deno.resolveDns(name, "SRV", { signal: AbortSignal.timeout(3_000) });
    if (found.length === 0) return [];
    const path = await lookupContextPath(name);
    return found.sort((a, b) => a.priority - b.priority || b.weight - a.weight)
      .map((each) => ({ ...each, ...(path === undefined ? {} : { path }) }));
  } catch {
    // The announcement is a kindness that most domains leave out; what is wrong with the server itself is said later.
    return [];
  }
};

async function lookupContextPath(name: string): Promise<string | undefined> {
  try {
    const found = await Deno.resolveDns(name, "TXT", { signal: AbortSignal.timeout(3_000) });
    const said = found.map((parts) => parts.join("")).find((text) => text.startsWith("path="));
    return said?.slice("path=".length);
  } catch {
    // Without a word of a path the server's well-known address leads on.
    return undefined;
  }
}

/** The domain of a mail address or bare host name; null where an address, a port or a path was given. */
function domainIn(text: string): string | null {
  const host = text.trim().split("@").at(-1)?.toLowerCase() ?? "";
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(host) ? host : null;
}
