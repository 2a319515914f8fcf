import assert from "node:assert/strict";
import { refusalsOf } from "$lib/openapi/openapi.ts";
import type { Operation } from "$lib/openapi/operation.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { unknownFields } from "$lib/openapi/unknown-fields.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";

export interface ApiInput {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  // deno-lint-ignore no-explicit-any
  body: any;
  headers: Headers;
}

export type CheckedCaller = (operation: Operation, input?: ApiInput) => Promise<ApiAnswer>;

/** Calls operations by session, or by an API key, and fails where an answer is not as described. */
export function checkedCaller(
  address: string,
  by: { session: string } | { key: string },
): CheckedCaller {
  const who = "key" in by
    ? { authorization: `Bearer ${by.key}` }
    : { cookie: `${sessionCookie}=${by.session}` };
  return async (operation, { params = {}, query = {}, body, headers = {} } = {}) => {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
      return encodeURIComponent(params[name] ?? "");
    });
    const url = new URL(path, address);
    url.search = String(new URLSearchParams(query));
    const response = await fetch(url, {
      method: operation.method,
      headers: { origin: address, "content-type": "application/json", ...who, ...headers },
      ...(operation.method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    const answer = { status: response.status, body: await response.json() };
    checkAnswer(operation, answer);
    return { ...answer, headers: response.headers };
  };
}

function checkAnswer(operation: Operation, { status, body }: Omit<ApiAnswer, "headers">): void {
  const { ok, ...answer } = body;
  const what = `${operation.id} ${status} ${JSON.stringify(body)}`;
  if (status === operation.status) {
    assert.equal(ok, true, what);
    assert.deepEqual(parse(operation.answer, answer), { ok: true, value: answer }, what);
    assert.deepEqual(unknownFields(operation.answer, answer), [], what);
    return;
  }
  const known = refusalsOf(operation).map((code) => statusOf[code]);
  if (operation.revised) known.push(412);
  assert(known.includes(status), `not described: ${what}`);
}
