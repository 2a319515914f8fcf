/** Account discovery by tsdav (RFC 6764) that stops at the first error that holds for the whole server. */
import * as tsdav from "tsdav";
import type { WebDavClient } from "./webdav.ts";
import { type Fetch, propfindFetch, requestParts } from "./dav-client.ts";

/** Errors at one URL after which the next candidate URL is tried. */
export const triesNextUrl: ReadonlySet<string> = new Set([
  "not-found",
  "not-caldav",
  "forbidden",
  "unreadable",
  "redirect",
  "changed",
]);

/**
 * The URL that /.well-known/caldav redirects to (RFC 6764 §5), or the server URL when it does not redirect: any other
 * answer says nothing about the server URL, which gives its own.
 */
export async function findService(server: WebDavClient, serverUrl: URL): Promise<URL> {
  let firstError: unknown, isUnauthorized = false;
  const fetch: Fetch = async (url, init) => {
    // tsdav catches what its first request throws and sends a second one.
    if (firstError) throw firstError;
    // A password that may be wrong is not sent here twice.
    if (isUnauthorized) return new Response(null, { status: 401 });
    try {
      const response = await requestWellKnown(server, new URL(String(url)), init);
      isUnauthorized = response.status === 401;
      return response;
    } catch (error) {
      firstError = error;
      throw error;
    }
  };
  const account = { accountType: "caldav" as const, serverUrl: serverUrl.href };
  const service = await tsdav.serviceDiscovery({ account, fetch });
  if (firstError) throw firstError;
  return new URL(service);
}

/** Requests a well-known URL and returns the response whatever its status. */
async function requestWellKnown(
  server: WebDavClient,
  url: URL,
  init: RequestInit = {},
): Promise<Response> {
  const { method = "GET", headers, body } = requestParts(init);
  const response = await server.send(method, url, { ...headers, depth: "0" }, body);
  // A multistatus here means that the well-known URL is the context path itself.
  if (response.status === 207) {
    return new Response(null, { status: 301, headers: { location: url.href } });
  }
  return response;
}

/** The current user principal (RFC 5397); null when the server names none. */
export function findPrincipal(server: WebDavClient, rootUrl: URL): Promise<URL | null> {
  const account = accountAt(rootUrl);
  const principal = tsdav.fetchPrincipalUrl({ account, fetch: propfindFetch(server, "requested") });
  return nullWhenNotFound(principal.then((url) => new URL(url)));
}

/** The calendar home of a principal (RFC 4791 §6.2.1); null when the server names none. */
export function findHome(server: WebDavClient, principal: URL): Promise<URL | null> {
  const account = accountAt(principal);
  const home = tsdav.fetchHomeUrl({ account, fetch: propfindFetch(server, "requested") });
  return nullWhenNotFound(home.then((url) => new URL(url)));
}

/** The calendar user addresses of a principal (RFC 6638 §2.4.1), unchanged. */
export async function findAddresses(server: WebDavClient, principal: URL): Promise<string[]> {
  const account = accountAt(principal);
  const fetch = propfindFetch(server, "requested");
  return await nullWhenNotFound(tsdav.fetchCalendarUserAddresses({ account, fetch })) ?? [];
}

const accountAt = ({ href }: URL) => ({
  accountType: "caldav" as const,
  serverUrl: href,
  rootUrl: href,
  principalUrl: href,
});

/** Null when tsdav reports that a property is missing from a valid response. */
async function nullWhenNotFound<T>(finding: Promise<T>): Promise<T | null> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("cannot find ")) return null;
    throw error;
  }
}
