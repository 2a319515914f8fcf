import { CalendarError } from "../calendar.ts";

/** The SRV records of a name (RFC 2782) by priority, with the context path of its TXT record (RFC 6764 §4). */
export type LookupServices = (
  name: string,
) => Promise<{ target: string; port: number; path?: string }[]>;

/** Calendar servers of well-known email domains. */
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
 * The calendar server of an email address or host name: a known provider, else the domain's SRV record (RFC 6764 §3).
 * A server outside the domain is ignored, because DNS can be forged and it would receive the password.
 */
export async function announcedServer(text: string, lookup: LookupServices): Promise<URL | null> {
  const domain = domainIn(text);
  if (!domain) return null;
  const address = knownProviders[domain];
  if (address) return new URL(address);
  for (const { target, port, path = "/" } of await lookup(`_caldavs._tcp.${domain}`)) {
    const host = target.toLowerCase().replace(/\.$/, "");
    const isOfDomain = host === domain || host.endsWith(`.${domain}`);
    if (host === "" || !(isOfDomain || trustedHosts.has(host))) continue;
    const url = URL.parse(`https://${host}:${port}${/^\/[\w.~%@-]/.test(path) ? path : "/"}`);
    if (!url) throw new CalendarError("refused", "wrong-address");
    return url;
  }
  return null;
}

/** Looks records up by the system's resolver; none when there are none, or the lookup fails. */
export const lookupServices: LookupServices = async (name) => {
  try {
    const found = await Deno.resolveDns(name, "SRV", { signal: AbortSignal.timeout(3_000) });
    if (found.length === 0) return [];
    const path = await lookupContextPath(name);
    return found.sort((a, b) => a.priority - b.priority || b.weight - a.weight)
      .map((each) => ({ ...each, ...(path === undefined ? {} : { path }) }));
  } catch {
    // SRV records are optional; discovery goes on with the host name.
    return [];
  }
};

async function lookupContextPath(name: string): Promise<string | undefined> {
  try {
    const found = await Deno.resolveDns(name, "TXT", { signal: AbortSignal.timeout(3_000) });
    const record = found.map((parts) => parts.join("")).find((text) => text.startsWith("path="));
    return record?.slice("path=".length);
  } catch {
    // Without a TXT record the well-known URL is used.
    return undefined;
  }
}

/** The domain of an email address or host name; null for a URL, a port or a path. */
function domainIn(text: string): string | null {
  const host = text.trim().split("@").at(-1)?.toLowerCase() ?? "";
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(host) ? host : null;
}
