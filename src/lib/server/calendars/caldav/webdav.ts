import { followRedirects, type OutboundFetch } from "../../outbound/index.ts";
import { mayForwardCredentials, type Resource } from "./multistatus.ts";
import { inlineParser, type ResponseParser } from "../parsing/response-parser.ts";
import { errorFromResponse, toCalendarError } from "../errors.ts";
import { CalendarError } from "../calendar.ts";

export {
  caldavName as cal,
  child,
  davName as dav,
  resolveHref as hrefOf,
  type Resource,
} from "./multistatus.ts";

/** A client for one WebDAV account. */
export interface WebDavClient {
  /** Sends a PROPFIND or REPORT. Throws unless the response is a 207 without a failure inside. */
  query(
    method: "PROPFIND" | "REPORT",
    url: URL,
    body: string,
    depth: 0 | 1,
    limits?: RequestLimits,
  ): Promise<{
    url: URL;
    resources: Resource[];
  }>;
  /** The same with the text of the 207, for long responses that are parsed on another thread. */
  queryText(
    method: "PROPFIND" | "REPORT",
    url: URL,
    body: string,
    depth: 0 | 1,
    limits?: RequestLimits,
  ): Promise<MultistatusText>;
  /** Sends any other request and returns the response whatever its status. Redirects are not followed. */
  send(
    method: string,
    url: URL,
    headers?: Record<string, string>,
    body?: string,
    limits?: RequestLimits,
  ): Promise<Response>;
}

/** The text of a multistatus, with its URL after redirects. */
export interface MultistatusText {
  url: URL;
  text: string;
}

export interface RequestLimits {
  timeoutMs?: number;
  maxBytes?: number;
}

/** Properties of a thousand calendars are smaller than this. */
const PROPFIND_LIMITS = { maxBytes: 2 * 1024 * 1024 };
/** Characters that take at most 2 ms to parse; longer responses go to the parser thread. */
const MAX_INLINE_CHARS = 50_000;

/** Opens an account; long responses are parsed by `parser`. Its methods throw `CalendarError` for failed requests. */
export function openWebDav(
  fetch: OutboundFetch,
  credentials: Credentials,
  parser: ResponseParser = inlineParser,
): WebDavClient {
  const signed = signedFetch(fetch, credentials);
  const queryText: WebDavClient["queryText"] = async (method, from, body, depth, limits = {}) => {
    try {
      const { response, url } = await signed.follow(from, {
        method,
        body: `<?xml version="1.0" encoding="utf-8"?>${body}`,
        headers: { depth: String(depth), "content-type": "application/xml; charset=utf-8" },
        ...limits,
      });
      if (response.status !== 207) throw errorFromResponse(response);
      return { url, text: await response.text() };
    } catch (error) {
      throw toCalendarError(error);
    }
  };
  return {
    queryText,
    async query(method, from, body, depth, limits = {}) {
      const defaults = method === "PROPFIND" ? PROPFIND_LIMITS : {};
      const { url, text } = await queryText(method, from, body, depth, { ...defaults, ...limits });
      const responseParser = text.length > MAX_INLINE_CHARS ? parser : inlineParser;
      const parsed = await responseParser.parse("properties", { text, base: url.href, depth });
      return { url, resources: parsed.map(({ href, props }) => ({ url: new URL(href), props })) };
    },
    async send(method, url, headers = {}, body, limits = {}) {
      try {
        const content = body === undefined ? {} : { body };
        return await signed.send(url, { method, headers, ...content, ...limits });
      } catch (error) {
        throw toCalendarError(error);
      }
    },
  };
}

/** User, password and server URL of an account. */
interface Credentials {
  user: string;
  password: string;
  home: URL;
}

/** A fetch that adds the `Authorization` header; nothing else does. */
interface SignedFetch {
  /** Sends one request and follows no redirect; throws `CalendarError` "redirect" without sending anything to a server that may not have the credentials. */
  send: OutboundFetch;
  /** Follows redirects with method and body, only to servers that may have the credentials. */
  follow: (
    url: URL,
    init: NonNullable<Parameters<OutboundFetch>[1]>,
  ) => ReturnType<typeof followRedirects>;
}

/** Adds Basic credentials in UTF-8 (RFC 7617 §2.1) at `home` and wherever `mayForwardCredentials` allows from there. */
function signedFetch(
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
