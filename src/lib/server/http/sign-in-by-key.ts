/** Sign-in by personal API key: in the Authorization header of the API and the MCP server, and nowhere else. */
import type { RequestEvent } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import * as apiKeys from "../auth/api-keys.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import { findSecretsInUrl } from "../runtime/key-secrets.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { isApiPath } from "./check-origin.ts";

/** Wrong keys of one client, so that looking for keys costs no more than that many reads. */
const wrongKeys: RateLimit = { max: 60, windowMs: MINUTE };

/** Signs in the host of the request's key; returns why the key is refused, null also without one. */
export async function signInByKey({ request, url, locals }: RequestEvent): Promise<Refusal | null> {
  const secret = isApiPath(url) ? bearerOf(request.headers) : null;
  if (secret === null) return null;
  const { app, client } = locals, who = rateLimitKey(client);
  const left = app.limits.left("wrong key", who, wrongKeys);
  if (left.requests === 0) return { code: "too-many", retryAfter: left.seconds };
  const found = await apiKeys.find(app, secret, client);
  if (!found) {
    app.limits.take("wrong key", who, wrongKeys);
    return { code: "key-invalid" };
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

function bearerOf(headers: Headers): string | null {
  const [given, secret = ""] = /^bearer(?: +(.*))?$/i.exec(headers.get("authorization") ?? "") ??
    [];
  return given === undefined ? null : secret;
}
