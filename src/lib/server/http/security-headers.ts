/** What the headers of a response depend on. */
export interface ResponseContext {
  /** The installation's base URL; https adds Strict-Transport-Security. */
  baseUrl: string;
  /** The route's id; null when no route matches. */
  route: string | null;
  /** Origins that may frame this widget; null on all other pages. */
  frameAncestors: string[] | null;
}

const disabledFeatures =
  "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/** Headers of every response but files: pages and errors of the listener. */
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

/** Headers of every file: what a script, a style or a picture can have of them. */
export function fileHeaders(baseUrl: string | null): Record<string, string> {
  const {
    "permissions-policy": _features,
    "referrer-policy": _referrers,
    "x-frame-options": _frames,
    "cross-origin-opener-policy": _openers,
    ...headers
  } = constantHeaders(baseUrl);
  return headers;
}

const denyAll = "default-src 'none'; base-uri 'none'";

/** Emails and booking pages rendered in an iframe on our own pages. */
const framedByUs = new Set([
  "/dashboard/emails/[id]/html",
  "/dashboard/[...owner=settings]/page/preview",
  "/dashboard/[...owner=settings]/emails/[which]/preview",
  "/dashboard/[...owner=owner]/event-types/[typeId]/preview",
  "/dashboard/[...owner=owner]/event-types/[typeId]/emails/[which]/preview",
]);

/**
 * Public pages, which show nobody's secret to the page that has opened them. One that parts from its opener is shown by
 * a process that has to be started first: in a new browser a fifth of the time to its first paint.
 */
const hasNoSecret = /^\/(calendar\/\[username\]|team\/\[team\])(\/\[slug\])?$/;

/** Sets the headers that prevent framing, sniffing, caching and referrers (AUTH-7, AUTH-8). */
export function setSecurityHeaders(
  headers: Headers,
  { baseUrl, route, frameAncestors }: ResponseContext,
) {
  const isWidget = isWidgetRoute(route);
  const isOurFrame = framedByUs.has(route ?? "");
  const ancestors = isWidget ? widgetAncestors(frameAncestors) : isOurFrame ? "'self'" : "'none'";
  const policy = headers.get("content-security-policy") ?? denyAll;
  for (const [name, value] of Object.entries(constantHeaders(baseUrl))) headers.set(name, value);
  headers.set("content-security-policy", `${policy}; frame-ancestors ${ancestors}`);
  headers.set("referrer-policy", referrerPolicyOf(route));
  if (isOurFrame) headers.set("x-frame-options", "SAMEORIGIN");
  if (isWidget) headers.delete("x-frame-options");
  if (isWidget || hasNoSecret.test(route ?? "")) headers.delete("cross-origin-opener-policy");
  // A text without its encoding is guessed at.
  const type = headers.get("content-type") ?? "";
  if (/^text\/[^;]+$/.test(type)) headers.set("content-type", `${type}; charset=utf-8`);
  if (isPrivateRoute(route)) headers.set("cache-control", "no-store");
  // Feed clients may store the feed and must revalidate it.
  if (isFeedRoute(route)) headers.set("cache-control", "private, no-cache");
}

/** Who may frame a widget: the origins that its event type names, and our own page with its preview. */
function widgetAncestors(origins: string[] | null): string {
  return !origins || origins.includes("*") ? "*" : ["'self'", ...origins].join(" ");
}

/** Whether a route may be framed; such pages use no session and set no cookie. */
export function isWidgetRoute(route: string | null): boolean {
  return route?.startsWith("/widget/") ?? false;
}

/** Whether a route holds a booking's link secret: whoever has the URL may act. */
export function isTokenRoute(route: string | null): boolean {
  return /^\/(booking|verify-email|(v0\/)?bookings\/actions|widget\/(\[username\]|team\/\[team\])\/\[slug\])\/\[token/
    .test(
      route ?? "",
    );
}

/** Whether a route is a feed, which has a secret of its own. */
function isFeedRoute(route: string | null): boolean {
  return route?.startsWith("/feed/") ?? false;
}

/** A sign-in link must not leak as a referrer, but with "no-referrer" its form would send `Origin: null`. */
function referrerPolicyOf(route: string | null): string {
  if (isTokenRoute(route) || isFeedRoute(route)) return "no-referrer";
  return isSignInLinkRoute(route) ? "same-origin" : "strict-origin-when-cross-origin";
}

/** Whether a route's link signs in, or makes its reader a member of a team. */
function isSignInLinkRoute(route: string | null): boolean {
  return route === "/auth/verify" || (route?.startsWith("/team-invitation/") ?? false);
}

function isPrivateRoute(route: string | null): boolean {
  return isTokenRoute(route) || isSignInLinkRoute(route) ||
    /^\/(auth|dashboard|settings|v0\/(auth|me))(\/|$)/.test(route ?? "");
}
