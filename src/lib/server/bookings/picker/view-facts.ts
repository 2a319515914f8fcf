import type { CountedSource } from "$lib/scheduling/counted-days.ts";
import type { ViewFacts } from "$lib/scheduling/visit-day.ts";

/** The parts of a request that say whether and how a person visits. */
export type VisitRequest = Pick<Request, "method" | "headers">;

const browsers = /^(Mozilla|Opera)\//;
const programs = /bot\b|crawl|spider|slurp|preview|externalhit|scan|monitor|headless|http/i;

/** Whether a request may be counted: of a browser whose owner did not ask not to be tracked, and not ahead of time. */
export function isCounted({ headers }: Pick<VisitRequest, "headers">): boolean {
  const agent = headers.get("user-agent") ?? "";
  if (!browsers.test(agent) || programs.test(agent)) return false;
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
  return withoutNulls({
    device: deviceOf(headers),
    language: languageOf(headers),
    referrer: isElsewhere && !isEmbedded ? from : null,
    embedder: isElsewhere && isEmbedded ? from : null,
    utmSource: utmOf(url, "utm_source"),
    utmMedium: utmOf(url, "utm_medium"),
    utmCampaign: utmOf(url, "utm_campaign"),
  });
}

function withoutNulls(facts: Record<keyof ViewFacts & string, string | null> | object): ViewFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

/** The host of an address without its path; null for none, and for what no host name is. */
function hostOf(address: string | null): string | null {
  const { hostname = "" } = URL.parse(address ?? "") ?? {};
  return hostname !== "" && hostname.length <= 80 ? hostname : null;
}

function deviceOf(headers: Headers): "phone" | "tablet" | "desktop" {
  const agent = headers.get("user-agent") ?? "";
  if (/iPad|Tablet|Kindle|Silk|PlayBook|Android(?!.*Mobile)/i.test(agent)) return "tablet";
  if (headers.get("sec-ch-ua-mobile") === "?1") return "phone";
  return /Mobi|iPhone|iPod|Android/i.test(agent) ? "phone" : "desktop";
}

/** The language that a browser asks for first, without its region. */
function languageOf(headers: Headers): string | null {
  const [first = ""] = (headers.get("accept-language") ?? "").split(/[,;-]/);
  return /^[a-z]{2,3}$/i.test(first.trim()) ? first.trim().toLowerCase() : null;
}

function utmOf({ searchParams }: URL, name: string): string | null {
  const value = (searchParams.get(name) ?? "").toWellFormed().replace(/[\p{C}\s]+/gu, " ");
  return value.trim().toLowerCase().slice(0, MAX_UTM_LENGTH).toWellFormed().trim() || null;
}
