/** Sign-in by personal API key: in the Authorization header of the API and the MCP server, and nowhere else. */
import type { RequestEvent } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import * as apiKeys from "../auth/api-keys.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import { findSecretsInUrl } from "../runtime/key-secrets.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { isApiPath } from "./check-origin.ts";

/** Keys of one client that are none; valid ones of others behind its address are neither counted nor refused. */
const wrongKeys: RateLimit = { max: 60, windowMs: MINUTE };

/** Signs in the host of the request's key; returns why the key is refused, null also without one. */
export async function signInByKey({ request, url, locals }: RequestEvent): Promise<Refusal | null> {
  const secret = isApiPath(url) ? bearerOf(request.headers) : null;
  if (secret === null) return null;
  const { app, client } = locals;
  const found = await apiKeys.find(app, secret, client);
  if (!found) {
    const retryAfter = app.limits.take("wrong key", rateLimitKey(client), wrongKeys);
    return retryAfter === null ? { code: "key-invalid" } : { code: "too-many", retryAfter };
  }
  locals.host = found.host;
  locals.apiKey = found.key;
  return null;
}

/** Whether the request has credentials of the Bearer scheme (RFC 6750 §2.1), valid or not. */
export function hasBearer(headers: Headers): boolean {
  return bearerOf(headers) !== null;
}

/** Whether a key is part of the URL; one that is real is revoked and its host told. */
export async function revokeKeysIn({ url, locals }: RequestEvent): Promise<boolean> {
  const secrets = findSecretsInUrl(url.pathname + url.search);
  for (const secret of secrets) await apiKeys.revokeExposed(locals.app, secret);
  return secrets.length > 0;
}

/** The credentials of the Bearer scheme; null without any. */
export function bearerOf(headers: Headers): string | null {
  const [given, secret = ""] = /^bearer(?: +(.*))?$/i.exec(headers.get("authorization") ?? "") ??
    [];
  return given === undefined ? null : secret;
}
