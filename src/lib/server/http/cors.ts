/** CORS: any site may read what the API answers without a session, and what it answers to a key (Fetch, §3.3). */
import type { RequestEvent } from "@sveltejs/kit";
import { accessOf } from "./key-rights.ts";
import { hasBearer } from "./sign-in-by-key.ts";

const MAX_AGE_S = 7_200;

/** Whether a browser asks if a page of another site may send a request. */
export function isPreflight({ request, url }: RequestEvent): boolean {
  return request.method === "OPTIONS" && url.pathname.startsWith("/v0/");
}

/** The same for all of the API: whether a request is let through is decided when it comes. */
export function preflightResponse(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": "authorization, content-type, idempotency-key, if-match",
      "access-control-max-age": String(MAX_AGE_S),
    },
  });
}

/** Whether pages of other sites may send a request and read its response: a key is used, or no sign-in is needed. */
export function isOpenToAnyOrigin(event: RequestEvent): boolean {
  const { request, url, locals: { api } } = event;
  if (!url.pathname.startsWith("/v0/")) return false;
  if (hasBearer(request.headers)) return true;
  if (Object.values(api?.operations ?? {}).some(({ signsIn }) => signsIn)) return false;
  return accessOf(event) === "public";
}

/** Lets pages of other sites read a response that no session had a part in. */
export function setCorsHeaders(event: RequestEvent, headers: Headers): void {
  if (event.locals.session !== null || !isOpenToAnyOrigin(event)) return;
  headers.set("access-control-allow-origin", "*");
  headers.set(
    "access-control-expose-headers",
    "etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed, x-request-id",
  );
}
