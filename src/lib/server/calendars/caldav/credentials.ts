/** Adds the credentials of a WebDAV account to requests, only for servers that may receive them. */
import { followRedirects, type OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import { mayForwardCredentials } from "./multistatus.ts";

/** User, password and server URL of an account. */
export interface Credentials {
  user: string;
  password: string;
  home: URL;
}

/** A fetch that adds the `Authorization` header; nothing else does. */
export interface SignedFetch {
  /** Sends one request and follows no redirect; throws `CalendarError` "redirect" without sending anything to a server that may not have the credentials. */
  send: OutboundFetch;
  /** Follows redirects with method and body, only to servers that may have the credentials. */
  follow: (
    url: URL,
    init: NonNullable<Parameters<OutboundFetch>[1]>,
  ) => ReturnType<typeof followRedirects>;
}

/** Adds Basic credentials in UTF-8 (RFC 7617 §2.1) at `home` and wherever `mayForwardCredentials` allows from there. */
export function signedFetch(
  fetch: OutboundFetch,
  { user, password, home }: Credentials,
): SignedFetch {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  const homes = [home, overHttps(home)];
  const send: OutboundFetch = async (input, init = {}) => {
    const url = new URL(input);
    if (!homes.some((from) => mayForwardCredentials(url, from))) {
      throw new CalendarError("refused", "redirect", `to ${url.host}`);
    }
    const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization };
    return await fetch(url, { ...init, headers });
  };
  return { send, follow: (url, init) => followRedirects(send, url, init) };
}

/** The same address over https, where both schemes have their usual ports. */
function overHttps(url: URL): URL {
  return url.port === "" ? new URL(url.href.replace(/^http:/, "https:")) : url;
}
