import type { CountedSource } from "$lib/scheduling/counted-days.ts";
import type { ViewFacts } from "$lib/scheduling/visit-day.ts";
import type { PageVisit } from "../../runtime/page-memory.ts";

/** The parts of a request that say whether and how a person visits. */
export type VisitRequest = PageVisit["request"];

const browsers = /^(Mozilla|Opera)\//;
const programs = /bot\b|crawl|spider|slurp|preview|externalhit|scan|monitor|headless|http/i;

/** What a `User-Agent` says. */
interface Browser {
  isProgram: boolean;
  device: "phone" | "tablet" | "desktop";
}

/** Browsers seen lately; most visitors have one of a few. */
const known = new Map<string, Browser>();
const MOST_KNOWN = 500, MAX_KNOWN_LENGTH = 300;

function browserOf(headers: VisitRequest["headers"]): Browser {
  const agent = headers.get("user-agent") ?? "";
  const seen = known.get(agent);
  if (seen) return seen;
  const browser = {
    isProgram: !browsers.test(agent) || programs.test(agent),
    device: deviceOf(agent),
  };
  if (agent.length > MAX_KNOWN_LENGTH) return browser;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(agent, browser);
  return browser;
}

function deviceOf(agent: string): Browser["device"] {
  if (/iPad|Tablet|Kindle|Silk|PlayBook|Android(?!.*Mobile)/i.test(agent)) return "tablet";
  return /Mobi|iPhone|iPod|Android/i.test(agent) ? "phone" : "desktop";
}

/** Whether a request may be counted: of a browser whose owner did not ask not to be tracked, and not ahead of time. */
export function isCounted({ headers }: Pick<VisitRequest, "headers">): boolean {
  if (browserOf(headers).isProgram) return false;
  if (headers.get("dnt") === "1" || headers.get("sec-gpc") === "1") return false;
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? "";
  return !/prefetch|prerender|preview/i.test(purpose);
}

/** A value of a UTM parameter that is counted; a longer one is cut. */
const MAX_UTM_LENGTH = 40;

/** What is counted of a view: kind of device, language, where it was linked from or embedded, and UTM parameters. */
export function viewFacts({ url, request: { headers }, source, ownHost }: {
  url: URL;
  request: VisitRequest;
  source: CountedSource;
  /** Of this installation, which is no referrer. */
  ownHost: string | undefined;
}): ViewFacts {
  const from = hostOf(headers.get("referer") ?? headers.get("origin"));
  const isElsewhere = from !== null && from !== url.hostname && from !== ownHost;
  // Around a widget, and around a page that sends its own events, is whose page embeds it.
  const isEmbedded = source === "widget" || source === "api";
  const { device } = browserOf(headers);
  const saysMobile = device === "desktop" && headers.get("sec-ch-ua-mobile") === "?1";
  const facts: ViewFacts = { device: saysMobile ? "phone" : device };
  const language = languageOf(headers);
  if (language !== null) facts.language = language;
  if (isElsewhere) facts[isEmbedded ? "embedder" : "referrer"] = from;
  if (url.search === "") return facts;
  for (const [dimension, name] of utmNames) {
    const value = utmOf(url, name);
    if (value !== null) facts[dimension] = value;
  }
  return facts;
}

const utmNames = [
  ["utmSource", "utm_source"],
  ["utmMedium", "utm_medium"],
  ["utmCampaign", "utm_campaign"],
] as const;

/** The host of an address without its path; null for none, and for what no host name is. */
function hostOf(address: string | null): string | null {
  if (!address) return null;
  const { hostname = "" } = URL.parse(address) ?? {};
  return hostname !== "" && hostname.length <= 80 ? hostname : null;
}

/** The language that a browser asks for first, without its region. */
function languageOf(headers: VisitRequest["headers"]): string | null {
  const [first = ""] = (headers.get("accept-language") ?? "").split(/[,;-]/);
  return /^[a-z]{2,3}$/i.test(first.trim()) ? first.trim().toLowerCase() : null;
}

function utmOf({ searchParams }: URL, name: string): string | null {
  const value = (searchParams.get(name) ?? "").toWellFormed().replace(/[\p{C}\s]+/gu, " ");
  return value.trim().toLowerCase().slice(0, MAX_UTM_LENGTH).toWellFormed().trim() || null;
}
