import type { OutboundFetch } from "../../outbound/index.ts";
import { type Credentials, signedFetch } from "./credentials.ts";
import type { Resource } from "./multistatus.ts";
import { inlineParser, type ResponseParser } from "../parsing/response-parser.ts";
import { errorFromResponse, toCalendarError } from "../errors.ts";

export {
  caldavName as cal,
  child,
  davName as dav,
  resolveHref as hrefOf,
  type Resource,
} from "./multistatus.ts";

/** An account at a WebDAV server, with its credentials. */
export interface WebDavClient {
  /** A PROPFIND or REPORT; throws unless the whole answer is a multistatus without an inner failure. */
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
  /** The same with the text of the multistatus unread, for what is long: it is read off the path of requests. */
  queryText(
    method: "PROPFIND" | "REPORT",
    url: URL,
    body: string,
    depth: 0 | 1,
    limits?: RequestLimits,
  ): Promise<MultistatusText>;
  /** Any other request; the answer is not judged. Redirects are not followed. */
  send(
    method: string,
    url: URL,
    headers?: Record<string, string>,
    body?: string,
    limits?: RequestLimits,
  ): Promise<Response>;
}

/** A multistatus as it came, and where it came from after redirects. */
export interface MultistatusText {
  url: URL;
  text: string;
}

export interface RequestLimits {
  timeoutMs?: number;
  maxBytes?: number;
}

/** A thousand calendars say less than this in answer to a PROPFIND. */
const PROPFIND_LIMITS = { maxBytes: 2 * 1024 * 1024 };
/** Characters that are read in a millisecond or two, on the path of requests; what is longer goes to the reader. */
const MAX_INLINE_CHARS = 50_000;

/** Opens an account; long responses are parsed by `reader`. Its methods throw `CalendarError` for failed requests. */
export function openWebDav(
  fetch: OutboundFetch,
  credentials: Credentials,
  reader: ResponseParser = inlineParser,
): WebDavClient {
  const signed = signedFetch(fetch, credentials);
  const askText: WebDavClient["queryText"] = async (method, from, body, depth, limits = {}) => {
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
    queryText: askText,
    async query(method, from, body, depth, limits = {}) {
      const most = method === "PROPFIND" ? PROPFIND_LIMITS : {};
      const { url, text } = await askText(method, from, body, depth, { ...most, ...limits });
      const by = text.length > MAX_INLINE_CHARS ? reader : inlineParser;
      const found = await by.parse("properties", { text, base: url.href, depth });
      return { url, resources: found.map(({ href, props }) => ({ url: new URL(href), props })) };
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
