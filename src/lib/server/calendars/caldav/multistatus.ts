/** Multistatus responses of a WebDAV server (RFC 4918 §13). */
import { CalendarError } from "../calendar.ts";
import { InvalidXml, parseXml, type XmlElement } from "./xml.ts";

/** One resource with the properties that the server returned with a success status. */
export interface Resource {
  url: URL;
  props: Map<string, XmlElement>;
}

/** One response of a multistatus, whatever its status. */
export interface MultistatusResponse extends Resource {
  /** The status of the whole resource; null where the properties carry their own. */
  status: number | null;
}

/** A parsed multistatus, failures inside it included. */
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
 * Whether credentials may be sent to another host of the same domain, over https: from `caldav.example.com` to
 * `p01-caldav.example.com`, and from `example.com`, as a host entered it, to any subdomain.
 */
export function mayForwardCredentials(to: URL, from: URL): boolean {
  if (to.origin === from.origin) return true;
  if (from.protocol !== "https:" || to.protocol !== "https:" || to.port !== "") return false;
  if (from.hostname.includes(".") && to.hostname.endsWith(`.${from.hostname}`)) return true;
  if (isIpAddress(from.hostname)) return false;
  const domain = from.hostname.split(".").slice(1);
  // Two short labels, as in co.uk, are a public suffix.
  if (domain.length < 2 || (domain.length === 2 && (domain[0] ?? "").length <= 3)) return false;
  return to.hostname.endsWith(`.${domain.join(".")}`);
}

/** IP addresses have no domain: equal last numbers do not mean the same owner. */
const isIpAddress = (hostname: string) => /^\[|\.\d+\.?$/.test(hostname);

/** Resolves an href of a response. Throws `CalendarError` "redirect" for a host to which credentials may not be sent. */
export function resolveHref(text: string, base: URL): URL {
  const url = URL.parse(text.trim(), base);
  // A path stays on its server; `//` and `/\` would lead to another host and are checked.
  if (url && /^\/[\w.~%@-]/.test(text)) return url;
  if (!url || !mayForwardCredentials(url, base)) {
    throw new CalendarError("refused", "redirect", url ? `to ${url.host}` : "");
  }
  return url;
}

/** Parses a multistatus of at most so many responses. Throws `CalendarError`: "not-caldav", "unreadable", "too-large", "incomplete". */
export function parseMultistatus(text: string, base: URL, maxResponses = Infinity): Multistatus {
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
  if (responses.length > maxResponses) {
    throw new CalendarError("try-again", "too-large", `${responses.length} responses`);
  }
  return {
    responses: responses.flatMap((response) => responsesOf(response, base)),
    syncToken: child(root, davName("sync-token"))?.text.trim() || null,
  };
}

/** Resources in the response to a PROPFIND: more than any account has calendars. */
const MAX_RESOURCES = 2_000;

/**
 * The resources of a multistatus. A failure inside it fails the whole, except that members of the requested collection
 * which are missing or forbidden are left out.
 */
export function resourcesOf(text: string, base: URL, depth: 0 | 1): Resource[] {
  const { responses } = parseMultistatus(text, base, MAX_RESOURCES);
  return responses.filter((response) => {
    if (response.status === null || isSuccessStatus(response.status)) return true;
    // Some servers report inside a 207 that the requested resource itself is missing.
    if (depth === 0 && isGone(response)) {
      throw new CalendarError("gone", "not-found", statusText(response));
    }
    const isMember = depth === 1 && response.url.pathname !== base.pathname;
    if (isMember && [403, 404, 410].includes(response.status)) return false;
    throw new CalendarError("try-again", "incomplete", statusText(response));
  });
}

/** Whether the resource as a whole is missing, not only a property of it. */
export function isGone({ status }: MultistatusResponse): boolean {
  return status === 404 || status === 410;
}

/** Whether a status inside a multistatus is a success. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The status of a failed response, as `HTTP 403`. */
export const statusText = ({ status }: MultistatusResponse) => `HTTP ${status}`;

/** A response describes one resource; with a status alone it may describe several (RFC 4918 §14.24). */
function responsesOf(response: XmlElement, base: URL): MultistatusResponse[] {
  const hrefs = response.children.filter(({ name, text }) =>
    name === davName("href") && text.trim()
  );
  // Without an href it would be taken for the collection itself, and an object would be missing.
  if (hrefs.length === 0) {
    throw new CalendarError("try-again", "incomplete", "a response without its address");
  }
  const props = new Map<string, XmlElement>();
  for (const propstat of response.children.filter(({ name }) => name === davName("propstat"))) {
    const propStatus = statusIn(propstat);
    if (propStatus !== null && !isSuccessStatus(propStatus)) continue;
    for (const prop of child(propstat, davName("prop"))?.children ?? []) props.set(prop.name, prop);
  }
  const status = statusIn(response);
  return hrefs.map(({ text }) => ({ url: resolveHref(text, base), props, status }));
}

/** The status in an element, null where it has none; one that cannot be parsed counts as 500. */
function statusIn(element: XmlElement): number | null {
  const status = child(element, davName("status"));
  if (!status) return null;
  return Number(/^HTTP\/\d(?:\.\d)? (\d{3})\b/.exec(status.text.trim())?.[1] ?? 500);
}
