/** What a WebDAV server says in a 207 (RFC 4918 §13). */
import { CalendarProblem } from "./calendar.ts";
import { BrokenXml, type Element, readXml } from "./xml.ts";

/** What a server says about one resource: only properties that it gave with success. */
export interface Resource {
  url: URL;
  props: Map<string, Element>;
}

/** One response of a multistatus, judged by nobody yet. */
export interface Reply extends Resource {
  /** The status of the whole resource; null where the properties carry their own. */
  status: number | null;
}

/** A multistatus with whatever stands in it. */
export interface Multistatus {
  replies: Reply[];
  /** Of a sync-collection (RFC 6578 §6.4). */
  token: string | null;
}

export const dav = (name: string) => `{DAV:}${name}`;
export const cal = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`;

/** The first child of a name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/**
 * Whether credentials may go on to another host of the same house, over https: from `caldav.example.com` to
 * `p01-caldav.example.com`, and from `example.com`, which a person has typed, to whatever lies below it.
 */
export function mayCarry(to: URL, from: URL): boolean {
  if (to.origin === from.origin) return true;
  if (from.protocol !== "https:" || to.protocol !== "https:" || to.port !== "") return false;
  if (from.hostname.includes(".") && to.hostname.endsWith(`.${from.hostname}`)) return true;
  if (isAddress(from.hostname)) return false;
  const house = from.hostname.split(".").slice(1);
  // Two short labels, as in co.uk, are nobody's house.
  if (house.length < 2 || (house.length === 2 && (house[0] ?? "").length <= 3)) return false;
  return to.hostname.endsWith(`.${house.join(".")}`);
}

/** Numbers are nobody's house: what they end in says nothing about who is behind them. */
const isAddress = (hostname: string) => /^\[|\.\d+\.?$/.test(hostname);

/** An address that a server gives, as far as our credentials may go there. */
export function hrefOf(text: string, base: URL): URL {
  const url = URL.parse(text.trim(), base);
  // A path stays at its server; what a browser's reading of an address could make another host of is looked at.
  if (url && /^\/[\w.~%@-]/.test(text)) return url;
  if (!url || !mayCarry(url, base)) {
    throw new CalendarProblem("refused", "redirect", url ? `to ${url.host}` : "");
  }
  return url;
}

/** Reads a multistatus of at most so many responses; throws for whatever is none. */
export function readMultistatus(text: string, base: URL, most = Infinity): Multistatus {
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
  const responses = root.children.filter(({ name }) => name === dav("response"));
  if (responses.length > most) {
    throw new CalendarProblem("try-again", "too-large", `${responses.length} responses`);
  }
  return {
    replies: responses.flatMap((response) => repliesOf(response, base)),
    token: child(root, dav("sync-token"))?.text.trim() || null,
  };
}

/** Resources that one answer about properties may name: nobody has as many calendars. */
const MOST_RESOURCES = 2_000;

/**
 * The resources of a multistatus. A failure inside it is a failure of the whole, but for what lies in the collection that
 * was asked for and is not there, or not for us to see: that is left out.
 */
export function resourcesOf(text: string, base: URL, depth: 0 | 1): Resource[] {
  const { replies } = readMultistatus(text, base, MOST_RESOURCES);
  return replies.filter((reply) => {
    if (reply.status === null || succeeded(reply.status)) return true;
    // Some servers say inside a 207 that the very thing that was asked for is not there.
    if (depth === 0 && isGone(reply)) throw new CalendarProblem("gone", "not-found", said(reply));
    const isMember = depth === 1 && reply.url.pathname !== base.pathname;
    if (isMember && [403, 404, 410].includes(reply.status)) return false;
    throw new CalendarProblem("try-again", "incomplete", said(reply));
  });
}

/** Whether the server says that a resource is not there: of the whole of it, not of a property. */
export function isGone({ status }: Reply): boolean {
  return status === 404 || status === 410;
}

/** A success among the statuses inside. */
export function succeeded(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A failed reply in the words of HTTP. */
export const said = ({ status }: Reply) => `HTTP ${status}`;

/** A response speaks of one resource; with a status alone it may speak of several (RFC 4918 §14.24). */
function repliesOf(response: Element, base: URL): Reply[] {
  const hrefs = response.children.filter(({ name, text }) => name === dav("href") && text.trim());
  // Without an address it would be taken for an answer about the collection, and an object would be missing.
  if (hrefs.length === 0) {
    throw new CalendarProblem("try-again", "incomplete", "a response without its address");
  }
  const props = new Map<string, Element>();
  for (const propstat of response.children.filter(({ name }) => name === dav("propstat"))) {
    const inner = statusIn(propstat);
    if (inner !== null && !succeeded(inner)) continue;
    for (const prop of child(propstat, dav("prop"))?.children ?? []) props.set(prop.name, prop);
  }
  const status = statusIn(response);
  return hrefs.map(({ text }) => ({ url: hrefOf(text, base), props, status }));
}

/** A status that cannot be read is none that succeeded. */
function statusIn(element: Element): number | null {
  const status = child(element, dav("status"));
  if (!status) return null;
  return Number(/^HTTP\/\d(?:\.\d)? (\d{3})\b/.exec(status.text.trim())?.[1] ?? 500);
}
