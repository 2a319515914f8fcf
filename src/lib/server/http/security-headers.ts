/** What the headers of an answer depend on. */
export interface ResponseContext {
  /** What links are built from: over https, browsers are told to stay there, whatever a proxy passes on. */
  baseUrl: string;
  /** The route's pattern, null for an address that is none. */
  route: string | null;
  /** Which origins may frame this widget; null on everything else. */
  frameAncestors: string[] | null;
}

const disabledFeatures =
  "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/** What every answer carries, pages, files and refusals of the listener; a browser that came by https stays there. */
export function constantHeaders(baseUrl: string | null): Record<string, string> {
  return {
    "content-security-policy": `${denyAll}; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "permissions-policy": disabledFeatures,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    ...(baseUrl?.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

const denyAll = "default-src 'none'; base-uri 'none'";

/** Emails as they look, in a frame on their own pages. */
const framedEmails = new Set([
  "/dashboard/emails/[id]/html",
  "/dashboard/event-types/[id]/emails/[which]/preview",
]);

/** Puts on every page what keeps it from being framed, sniffed, cached by others or told to others (AUTH-7, AUTH-8). */
export function setSecurityHeaders(
  headers: Headers,
  { baseUrl, route, frameAncestors }: ResponseContext,
) {
  const isWidget = isWidgetRoute(route);
  const isEmail = framedEmails.has(route ?? "");
  const ancestors = isWidget ? (frameAncestors ?? ["*"]).join(" ") : isEmail ? "'self'" : "'none'";
  const policy = headers.get("content-security-policy") ?? denyAll;
  for (const [name, value] of Object.entries(constantHeaders(baseUrl))) headers.set(name, value);
  headers.set("content-security-policy", `${policy}; frame-ancestors ${ancestors || "'none'"}`);
  headers.set("referrer-policy", referrerPolicyOf(route));
  if (isEmail) headers.set("x-frame-options", "SAMEORIGIN");
  if (isWidget) {
    headers.delete("x-frame-options");
    headers.delete("cross-origin-opener-policy");
  }
  if (isPrivateRoute(route)) headers.set("cache-control", "no-store");
  // Whoever subscribes may keep what they have, and asks each time whether it still holds.
  if (isFeedRoute(route)) headers.set("cache-control", "private, no-cache");
}

/** The framable part: it knows no session and sets no cookie. */
export function isWidgetRoute(route: string | null): boolean {
  return route?.startsWith("/widget/") ?? false;
}

/** Pages behind a link secret of a booking: whoever has the address may act. */
export function isTokenRoute(route: string | null): boolean {
  return /^\/(booking|verify-email|v0\/bookings\/actions|widget\/\[username\]\/\[slug\])\/\[token/
    .test(
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

function isPrivateRoute(route: string | null): boolean {
  return isTokenRoute(route) ||
    /^\/(auth|dashboard|settings|v0\/(auth|me))(\/|$)/.test(route ?? "");
}
