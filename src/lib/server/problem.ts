import type { Refusal } from "$lib/scheduling/outcome.ts";
import { statusOf, told } from "./http.ts";

/** A refusal as problem details (RFC 9457), with `ok` and `error` for clients of the older API. */
export function problem(refusal: Refusal): Response {
  const { sentence, fields } = told(refusal);
  const body = {
    type: "about:blank",
    title: sentence,
    status: statusOf[refusal.code],
    code: refusal.code,
    ...(refusal.detail ? { detail: refusal.detail } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(refusal.alternatives
      ? { alternatives: refusal.alternatives.map((at) => new Date(at).toISOString()) }
      : {}),
    ok: false,
    error: sentence,
  };
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(refusal.retryAfter ? { "retry-after": String(refusal.retryAfter) } : {}),
    },
  });
}

/** An accepted answer of the API, never kept by a cache. */
export function answer(
  body: Record<string, unknown>,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ ok: true, ...body }, {
    status,
    headers: { "cache-control": "no-store", ...headers },
  });
}
