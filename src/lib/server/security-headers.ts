/** What the headers of an answer depend on. */
export interface Answered {
  url: URL;
  /** The route's pattern, null for an address that is none. */
  route: string | null;
  /** Which origins may frame this widget; null on everything else. */
  frameAncestors: string[] | null;
}

const closed =
  "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/** Letters as they look, in a frame on their own pages. */
const framedLetters = new Set([
  "/dashboard/outbox/[id]/letter",
  "/dashboard/event-types/[id]/letters/[which]/preview",
]);

/** Puts on every answer what keeps it from being framed, sniffed, cached by others or told to others (AUTH-7, AUTH-8). */
export function setSecurityHeaders(headers: Headers, { url, route, frameAncestors }: Answered) {
  const isWidget = isWidgetRoute(route);
  const isLetter = framedLetters.has(route ?? "");
  const ancestors = isWidget ? (frameAncestors ?? ["*"]).join(" ") : isLetter ? "'self'" : "'none'";
  const policy = headers.get("content-security-policy") ?? "default-src 'none'; base-uri 'none'";
  headers.set("content-security-policy", `${policy}; frame-ancestors ${ancestors || "'none'"}`);
  headers.set("x-content-type-options", "nosniff");
  headers.set("permissions-policy", closed);
  headers.set("referrer-policy", referrerPolicyOf(route));
  if (!isWidget) {
    headers.set("x-frame-options", isLetter ? "SAMEORIGIN" : "DENY");
    headers.set("cross-origin-opener-policy", "same-origin");
  }
  if (isForOneReader(route)) headers.set("cache-control", "no-store");
  // Whoever subscribes may keep what they have, and asks each time whether it still holds.
  if (isFeedRoute(route)) headers.set("cache-control", "private, no-cache");
  if (url.protocol === "https:") headers.set("strict-transport-security", "max-age=31536000");
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
