import { followWithin, type OutboundFetch } from "../outbound.ts";
import { mayCarry, type Resource, resourcesOf } from "./multistatus.ts";
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

/** Properties are read on the path of requests: a thousand calendars say less than this. */
const MOST_PROPERTIES = { maxBytes: 2 * 1024 * 1024 };

/** Opens an account; Basic credentials are sent as UTF-8 (RFC 7617 §2.1). */
export function openDav(fetch: OutboundFetch, user: string, password: string): Dav {
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
      return { url, resources: resourcesOf(text, url, depth) };
    },
    async send(method, url, headers = {}, body) {
      try {
        return await fetch(url, {
          method,
          headers: { authorization, ...headers },
          ...(body === undefined ? {} : { body }),
        });
      } catch (error) {
        throw troubleOf(error);
      }
    },
  };
}
