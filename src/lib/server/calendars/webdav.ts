import { followWithin, type OutboundFetch } from "../outbound.ts";
import { mayCarry, type Resource } from "./multistatus.ts";
import { type Reader, readHere } from "./reader.ts";
import { refusalOf, troubleOf } from "./trouble.ts";

export { cal, child, dav, hrefOf, mayCarry, type Resource } from "./multistatus.ts";

/** An account at a WebDAV server, with its credentials. */
export interface Dav {
  /** A PROPFIND or REPORT; throws unless the whole answer is a multistatus without an inner failure. */
  ask(
    method: "PROPFIND" | "REPORT",
    url: URL,
    body: string,
    depth: 0 | 1,
    limits?: Limits,
  ): Promise<{
    url: URL;
    resources: Resource[];
  }>;
  /** The same with the text of the multistatus unread, for what is long: it is read off the path of requests. */
  askText(
    method: "PROPFIND" | "REPORT",
    url: URL,
    body: string,
    depth: 0 | 1,
    limits?: Limits,
  ): Promise<Answered>;
  /** Any other request; the answer is not judged. Redirects are not followed. */
  send(
    method: string,
    url: URL,
    headers?: Record<string, string>,
    body?: string,
    limits?: Limits,
  ): Promise<Response>;
}

/** A multistatus as it came, and where it came from after redirects. */
export interface Answered {
  url: URL;
  text: string;
}

export interface Limits {
  timeoutMs?: number;
  maxBytes?: number;
}

/** A thousand calendars say less than this in answer to a PROPFIND. */
const MOST_PROPERTIES = { maxBytes: 2 * 1024 * 1024 };
/** Characters that are read in a millisecond or two, on the path of requests; what is longer goes to the reader. */
const SHORT = 50_000;

/** Opens an account; Basic credentials are sent as UTF-8 (RFC 7617 §2.1). Long answers are read by the reader. */
export function openDav(
  fetch: OutboundFetch,
  user: string,
  password: string,
  reader: Reader = readHere,
): Dav {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  const askText: Dav["askText"] = async (method, from, body, depth, limits = {}) => {
    try {
      const { response, url } = await followWithin(fetch, from, {
        method,
        body: `<?xml version="1.0" encoding="utf-8"?>${body}`,
        headers: {
          authorization,
          depth: String(depth),
          "content-type": "application/xml; charset=utf-8",
        },
        ...limits,
      }, mayCarry);
      if (response.status !== 207) throw refusalOf(response);
      return { url, text: await response.text() };
    } catch (error) {
      throw troubleOf(error);
    }
  };
  return {
    askText,
    async ask(method, from, body, depth, limits = {}) {
      const most = method === "PROPFIND" ? MOST_PROPERTIES : {};
      const { url, text } = await askText(method, from, body, depth, { ...most, ...limits });
      const by = text.length > SHORT ? reader : readHere;
      const found = await by.read("properties", { text, base: url.href, depth });
      return { url, resources: found.map(({ href, props }) => ({ url: new URL(href), props })) };
    },
    async send(method, url, headers = {}, body, limits = {}) {
      try {
        return await fetch(url, {
          method,
          headers: { authorization, ...headers },
          ...(body === undefined ? {} : { body }),
          ...limits,
        });
      } catch (error) {
        throw troubleOf(error);
      }
    },
  };
}
