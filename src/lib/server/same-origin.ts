/** What is known of a request that wants to change something. */
export interface ChangeRequest {
  method: string;
  headers: Headers;
  /** As asked for; its host is compared, its scheme may have changed at a proxy. */
  url: URL;
  baseUrl: string;
  /** Whether the browser sent a session along. */
  hasSession: boolean;
  /** The secret is in the address, and no session counts: somebody who does not know it gains nothing. */
  isTokenPage: boolean;
}

/** Why a request may not change anything here. */
export type Objection = "foreign" | "no-origin" | "content-type";

const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Null for a request of our own pages, or of a program that carries no session; SvelteKit's own check lets JSON and empty types through. */
export function objectionTo(request: ChangeRequest): Objection | null {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return null;
  return objectionToOrigin(request) ?? objectionToType(request);
}

function objectionToOrigin(request: ChangeRequest): Objection | null {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site === "cross-site" || site === "same-site") return "foreign";
  if (origin !== null && origin !== "null") return isOurs(origin, request) ? null : "foreign";
  // A page with `Referrer-Policy: no-referrer` posts to itself with the origin "null".
  if (site === "same-origin") return null;
  if (request.isTokenPage) return null;
  if (origin === "null") return "foreign";
  if (request.hasSession) return "no-origin";
  return isApi(request.url) ? null : "no-origin";
}

function objectionToType({ method, headers, url }: ChangeRequest): Objection | null {
  const given = headers.get("content-type");
  const type = given?.split(";", 1)[0]?.trim().toLowerCase();
  if (given === null && method === "DELETE") return null;
  const expected = isApi(url) ? ["application/json"] : formTypes;
  return type && expected.includes(type) ? null : "content-type";
}

function isOurs(origin: string, { url, baseUrl }: ChangeRequest): boolean {
  if (origin === new URL(baseUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === url.host;
}

function isApi(url: URL): boolean {
  return url.pathname.startsWith("/v0/");
}
