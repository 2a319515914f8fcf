import { type ActionFailure, fail, redirect } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import type { Refusal, RefusalCode } from "$lib/scheduling/outcome.ts";
import { messages } from "$lib/i18n/messages.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";

/** A refusal in the user's language: one sentence, and one per invalid field. */
export interface RefusalText {
  code: RefusalCode;
  sentence: string;
  fields: Record<string, string>;
}

export function refusalText(refusal: Refusal, language: string): RefusalText {
  const { sentences, fields } = messages(language).refusals;
  return {
    code: refusal.code,
    sentence: sentences[refusal.code],
    fields: Object.fromEntries(
      Object.entries(refusal.fields ?? {}).map(([field, error]) =>
        [field, fields[error] ?? error] as const
      ),
    ),
  };
}

/** A form's response to a refusal: status, message, perhaps the page's own, and the submitted values. */
export function failWith<T>(
  refusal: Refusal,
  values: T,
  language: string,
  sentence?: string | null,
): ActionFailure<{ refusal: RefusalText; values: T }> {
  const text = refusalText(refusal, language);
  return fail(statusOf[refusal.code], {
    refusal: { ...text, sentence: sentence ?? text.sentence },
    values,
  });
}

/** The signed-in host; others are redirected to sign-in and back. Every load and action of the dashboard calls it. */
export function requireHost({ locals, url }: { locals: App.Locals; url: URL }): Host {
  if (locals.host) return locals.host;
  redirect(303, `/auth/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
}

/** A refusal as an API response: RFC 9457, with `ok: false` and `error` for older clients; alternatives as ISO 8601. */
export function problem(refusal: Refusal, language: string): Response {
  return problemWithStatus(refusal, statusOf[refusal.code], language);
}

/** The same with another status than the refusal's own, as 412 for a failed If-Match. */
export function problemWithStatus(
  refusal: Refusal,
  status: number,
  language: string,
): Response {
  const { code, sentence, fields } = refusalText(refusal, language);
  return problemResponse({
    type: `urn:invito:refusal:${code}`,
    title: sentence,
    status,
    code,
    ok: false,
    error: sentence,
    ...(refusal.detail ? { detail: refusal.detail } : {}),
    ...(refusal.fields ? { fields } : {}),
    ...(refusal.dates
      ? { dates: refusal.dates.map((start) => new Date(start).toISOString()) }
      : {}),
    ...(refusal.alternatives
      ? { alternatives: refusal.alternatives.map((start) => new Date(start).toISOString()) }
      : {}),
    ...(refusal.others ? { others: refusal.others } : {}),
    ...(refusal.acknowledged ? { acknowledged: refusal.acknowledged } : {}),
  }, refusal.retryAfter);
}

/** A successful API response, not cached. */
export function apiResponse(
  body: Record<string, unknown>,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ ok: true, ...body }, {
    status,
    headers: { "cache-control": "no-store", ...headers },
  });
}

/** An error of the framework as an API response; `id` is the error ID in the log. */
export function statusProblem(status: number, title: string, id?: string): Response {
  const body = { type: "about:blank", title, status, ok: false, error: title };
  return problemResponse(id ? { ...body, instance: `urn:invito:fault:${id}` } : body);
}

function problemResponse(
  body: { status: number; [member: string]: unknown },
  retryAfter?: number,
): Response {
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  if (retryAfter) headers.set("retry-after", String(retryAfter));
  if (body.status === 401) {
    const error = body["code"] === "key-invalid" ? ' error="invalid_token"' : "";
    headers.set("www-authenticate", `Bearer${error}`);
  }
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
