/** The parts of a request that the origin check needs. */
export interface UnsafeRequest {
  method: string;
  headers: Headers;
  /** The requested URL; only its host is compared, as a proxy may change the scheme. */
  url: URL;
  baseUrl: string;
  /** Whether the request has a session cookie. */
  hasSession: boolean;
  /** Pages of other sites may send it: it has an API key, or needs no sign-in and gets no session then. */
  isOpen: boolean;
  /** Whether it has a body; one without needs no type in the API. */
  hasBody: boolean;
  /** The URL holds a secret and no session is used, so cross-site requests gain nothing. */
  isTokenPage: boolean;
}

/** Why a request is refused. */
export type OriginError = "cross-origin" | "no-origin" | "content-type";

const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"];

/**
 * Null for a request of our own pages or of a program without a session. SvelteKit's own check lets JSON and empty
 * content types through.
 */
export function checkOrigin(request: UnsafeRequest): OriginError | null {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return null;
  return checkOriginHeaders(request) ?? checkContentType(request);
}

/**
 * Whether a page of another site sent it, as far as its headers tell; opening a link is not meant. Such a request gets
 * no session from the API, as any site may read what the API answers without one.
 */
export function isCrossOrigin(
  { headers, url, baseUrl }: Pick<UnsafeRequest, "headers" | "url" | "baseUrl">,
): boolean {
  const site = headers.get("sec-fetch-site"), origin = headers.get("origin");
  if (site === "cross-site" || site === "same-site") {
    return headers.get("sec-fetch-mode") !== "navigate";
  }
  if (origin === null) return false;
  return origin === "null" ? site !== "same-origin" : !isOwnOrigin(origin, { url, baseUrl });
}

function checkOriginHeaders(request: UnsafeRequest): OriginError | null {
  if (request.isOpen && isCrossOrigin(request)) return null;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site === "cross-site" || site === "same-site") return "cross-origin";
  if (origin !== null && origin !== "null") {
    return isOwnOrigin(origin, request) ? null : "cross-origin";
  }
  // A page with `Referrer-Policy: no-referrer` sends forms with `Origin: null`.
  if (site === "same-origin") return null;
  if (request.isTokenPage) return null;
  if (origin === "null") return "cross-origin";
  if (request.hasSession) return "no-origin";
  return isApiPath(request.url) ? null : "no-origin";
}

function checkContentType({ headers, url, hasBody }: UnsafeRequest): OriginError | null {
  const contentType = headers.get("content-type");
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  if (contentType === null && !hasBody && isApiPath(url)) return null;
  const expected = isApiPath(url) ? ["application/json"] : formTypes;
  return type && expected.includes(type) ? null : "content-type";
}

function isOwnOrigin(
  origin: string,
  { url, baseUrl }: Pick<UnsafeRequest, "url" | "baseUrl">,
): boolean {
  if (origin === new URL(baseUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === url.host;
}

/** Whether programs ask here: the API and the MCP server. */
export function isApiPath({ pathname }: URL): boolean {
  return pathname.startsWith("/v0/") || pathname === "/mcp";
}
