/** What a WebDAV server says in a 207 (RFC 4918 §13). */
import { CalendarError } from "../calendar.ts";
import { InvalidXml, parseXml, type XmlElement } from "./xml.ts";

/** What a server says about one resource: only properties that it gave with success. */
export interface Resource {
  url: URL;
  props: Map<string, XmlElement>;
}

/** One response of a multistatus, judged by nobody yet. */
export interface MultistatusResponse extends Resource {
  /** The status of the whole resource; null where the properties carry their own. */
  status: number | null;
}

/** A multistatus with whatever stands in it. */
export interface Multistatus {
  responses: MultistatusResponse[];
  /** Of a sync-collection (RFC 6578 §6.4). */
  syncToken: string | null;
}

export const davName = (name: string) => `{DAV:}${name}`;
export const caldavName = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`;

/** The first child of a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/**
 * Whether credentials may go on to another host of the same house, over https: from `caldav.example.com` to
 * `p01-caldav.example.com`, and from `example.com`, which a person has typed, to whatever lies below it.
 */
export function mayForwardCredentials(to: URL, from: URL): boolean {
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
export function resolveHref(text: string, base: URL): URL {
  const url = URL.parse(text.trim(), base);
  // A path stays at its server; what a browser's reading of an address could make another host of is looked at.
  if (url && /^\/[\w.~%@-]/.test(text)) return url;
  if (!url || !mayForwardCredentials(url, base)) {
    throw new CalendarError("refused", "redirect", url ? `to ${url.host}` : "");
  }
  return url;
}

/** Reads a multistatus of at most so many responses; throws for whatever is none. */
export function parseMultistatus(text: string, base: URL, most = Infinity): Multistatus {
  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    if (!(error instanceof InvalidXml)) throw error;
    const html = /^\s*(<!doctype html|<html)/i.test(text);
    throw new CalendarError("try-again", html ? "not-caldav" : "unreadable", error.message);
  }
  if (root.name !== davName("multistatus")) {
    throw new CalendarError("try-again", "unreadable", "no multistatus");
  }
  const responses = root.children.filter(({ name }) => name === davName("response"));
  if (responses.length > most) {
    throw new CalendarError("try-again", "too-large", `${responses.length} responses`);
  }
  return {
    responses: responses.flatMap((response) => responsesOf(response, base)),
    syncToken: child(root, davName("sync-token"))?.text.trim() || null,
  };
}

/** Resources that one answer about properties may name: nobody has as many calendars. */
const MAX_RESOURCES = 2_000;

/**
 * The resources of a multistatus. A failure inside it is a failure of the whole, but for what lies in the collection that
 * was asked for and is not there, or not for us to see: that is left out.
 */
export function resourcesOf(text: string, base: URL, depth: 0 | 1): Resource[] {
  const { responses } = parseMultistatus(text, base, MAX_RESOURCES);
  return responses.filter((reply) => {
    if (reply.status === null || isSuccessStatus(reply.status)) return true;
    // Some servers say inside a 207 that the very thing that was asked for is not there.
    if (depth === 0 && isGone(reply)) {
      throw new CalendarError("gone", "not-found", statusText(reply));
    }
    const isMember = depth === 1 && reply.url.pathname !== base.pathname;
    if (isMember && [403, 404, 410].includes(reply.status)) return false;
    throw new CalendarError("try-again", "incomplete", statusText(reply));
  });
}

/** Whether the server says that a resource is not there: of the whole of it, not of a property. */
export function isGone({ status }: MultistatusResponse): boolean {
  return status === 404 || status === 410;
}

/** A success among the statuses inside. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A failed reply in the words of HTTP. */
export const statusText = ({ status }: MultistatusResponse) => `HTTP ${status}`;

/** A response speaks of one resource; with a status alone it may speak of several (RFC 4918 §14.24). */
function responsesOf(response: XmlElement, base: URL): MultistatusResponse[] {
  const hrefs = response.children.filter(({ name, text }) =>
    name === davName("href") && text.trim()
  );
  // Without an address it would be taken for an answer about the collection, and an object would be missing.
  if (hrefs.length === 0) {
    throw new CalendarError("try-again", "incomplete", "a response without its address");
  }
  const props = new Map<string, XmlElement>();
  for (const propstat of response.children.filter(({ name }) => name === davName("propstat"))) {
    const inner = statusIn(propstat);
    if (inner !== null && !isSuccessStatus(inner)) continue;
    for (const prop of child(propstat, davName("prop"))?.children ?? []) props.set(prop.name, prop);
  }
  const status = statusIn(response);
  return hrefs.map(({ text }) => ({ url: resolveHref(text, base), props, status }));
}

/** A status that cannot be read is none that succeeded. */
function statusIn(element: XmlElement): number | null {
  const status = child(element, davName("status"));
  if (!status) return null;
  return Number(/^HTTP\/\d(?:\.\d)? (\d{3})\b/.exec(status.text.trim())?.[1] ?? 500);
}
