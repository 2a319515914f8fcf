import { followWithin, type OutboundFetch } from "../outbound.ts";
import { CalendarProblem } from "./calendar.ts";
import { refusalOf, troubleOf } from "./trouble.ts";
import { BrokenXml, type Element, readXml } from "./xml.ts";

/** What a server says about one resource: only properties that it gave with success. */
export interface Resource {
  url: URL;
  props: Map<string, Element>;
}

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
  /** Any other request; the answer is not judged. Redirects are not followed. */
  send(
    method: string,
    url: URL,
    headers?: Record<string, string>,
    body?: string,
  ): Promise<Response>;
}

export interface Limits {
  timeoutMs?: number;
  maxBytes?: number;
}

/** Opens an account; Basic credentials are sent as UTF-8 (RFC 7617 §2.1). */
export function openDav(fetch: OutboundFetch, user: string, password: string): Dav {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  return {
    async ask(method, from, body, depth, limits = {}) {
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
        return { url, resources: resourcesOf(await response.text(), url, depth) };
      } catch (error) {
        throw troubleOf(error);
      }
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

/** Whether credentials may go on to another host of the same house: `caldav.example.com` to `p01-caldav.example.com`, over https. */
export function mayCarry(to: URL, from: URL): boolean {
  if (to.origin === from.origin) return true;
  if (from.protocol !== "https:" || to.protocol !== "https:" || to.port !== "") return false;
  const house = from.hostname.split(".").slice(1);
  // Two short labels, as in co.uk, are nobody's house.
  if (house.length < 2 || (house.length === 2 && (house[0] ?? "").length <= 3)) return false;
  return to.hostname.endsWith(`.${house.join(".")}`);
}

/** An address that a server gives, as far as our credentials may go there. */
export function hrefOf(text: string, base: URL): URL {
  const url = URL.parse(text.trim(), base);
  if (!url || !mayCarry(url, base)) {
    throw new CalendarProblem("refused", "redirect", url ? `to ${url.host}` : "");
  }
  return url;
}

export const dav = (name: string) => `{DAV:}${name}`;
export const cal = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`;

/** The first child of a name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** Reads a multistatus (RFC 4918 §13); a failure inside it is a failure of the whole. */
function resourcesOf(text: string, base: URL, depth: 0 | 1): Resource[] {
  let root: Element;
  try {
    root = readXml(text);
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error;
    const html = /^\s*(<!doctype html|<html)/i.test(text);
    throw new CalendarProblem("try-again", html ? "not-caldav" : "unreadable", error.message);
  }
  if (root.name !== dav("multistatus")) {
    throw new CalendarProblem("try-again", "unreadable", "no multistatus");
  }
  return root.children.filter(({ name }) => name === dav("response")).map((response) => {
    const status = child(response, dav("status"));
    // Some servers say inside a 207 that the very thing that was asked for is not there.
    if (status && depth === 0 && /\b(404|410)\b/.test(status.text)) {
      throw new CalendarProblem("gone", "not-found", status.text.trim().slice(0, 60));
    }
    if (status && !succeeded(status)) {
      throw new CalendarProblem("try-again", "incomplete", status.text.trim().slice(0, 60));
    }
    const props = new Map<string, Element>();
    for (const propstat of response.children.filter(({ name }) => name === dav("propstat"))) {
      const inner = child(propstat, dav("status"));
      if (inner && !succeeded(inner)) continue;
      for (const prop of child(propstat, dav("prop"))?.children ?? []) props.set(prop.name, prop);
    }
    return { url: hrefOf(child(response, dav("href"))?.text ?? "", base), props };
  });
}

function succeeded(status: Element): boolean {
  return /^HTTP\/\d(\.\d)? 2\d\d/.test(status.text.trim());
}
