/** What the headers of an answer depend on. */
export interface Answered {
  /** What links are built from: over https, browsers are told to stay there, whatever a proxy passes on. */
  baseUrl: string;
  /** The route's pattern, null for an address that is none. */
  route: string | null;
  /** Which origins may frame this widget; null on everything else. */
  frameAncestors: string[] | null;
}

const closed =
  "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/** What every answer carries, pages, files and refusals of the listener; a browser that came by https stays there. */
export function constantHeaders(baseUrl: string | null): Record<string, string> {
  return {
    "content-security-policy": `${nothing}; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "permissions-policy": closed,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    ...(baseUrl?.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

const nothing = "default-src 'none'; base-uri 'none'";

/** Letters as they look, in a frame on their own pages. */
const framedLetters = new Set([
  "/dashboard/outbox/[id]/letter",
  "/dashboard/event-types/[id]/letters/[which]/preview",
]);

/** Puts on every page what keeps it from being framed, sniffed, cached by others or told to others (AUTH-7, AUTH-8). */
export function setSecurityHeaders(
  headers: Headers,
  { baseUrl, route, frameAncestors }: Answered,
) {
  const isWidget = isWidgetRoute(route);
  const isLetter = framedLetters.has(route ?? "");
  const ancestors = isWidget ? (frameAncestors ?? ["*"]).join(" ") : isLetter ? "'self'" : "'none'";
  const policy = headers.get("content-security-policy") ?? nothing;
  for (const [name, value] of Object.entries(constantHeaders(baseUrl))) headers.set(name, value);
  headers.set("content-security-policy", `${policy}; frame-ancestors ${ancestors || "'none'"}`);
  headers.set("referrer-policy", referrerPolicyOf(route));
  if (isLetter) headers.set("x-frame-options", "SAMEORIGIN");
  if (isWidget) {
    headers.delete("x-frame-options");
    headers.delete("cross-origin-opener-policy");
  }
  if (isForOneReader(route)) headers.set("cache-control", "no-store");
  // Whoever subscribes may keep what they have, and asks each time whether it still holds.
  if (isFeedRoute(route)) headers.set("cache-control", "private, no-cache");
}

/** The framable part: it knows no session and sets no cookie. */
export function isWidgetRoute(route: string | null): boolean {
  return route?.startsWith("/widget/") ?? false;
}

/** Pages behind a link secret of a booking: whoever has the address may act. */
export function isTokenRoute(route: string | null): boolean {
  return /^\/(booking|prove|v0\/bookings\/actions|widget\/\[username\]\/\[slug\])\/\[token/.test(
    route ?? "",
  );
}

/** Feeds of bookings, behind a secret of their own. */
function isFeedRoute(route: string | null): boolean {
  return route?.startsWith("/feed/") ?? false;
}

/** A sign-in link must not leave us either, but its form has to say whose it is: with "no-referrer" a browser posts as origin "null". */
function referrerPolicyOf(route: string | null): string {
  if (isTokenRoute(route) || isFeedRoute(route)) return "no-referrer";
  return route === "/auth/verify" ? "same-origin" : "strict-origin-when-cross-origin";
}

function isForOneReader(route: string | null): boolean {
  return isTokenRoute(route) ||
    /^\/(auth|dashboard|settings|v0\/(auth|me))(\/|$)/.test(route ?? "");
}
