import assert from "node:assert/strict";
import * as v from "valibot";
import type { Operation } from "$lib/openapi/operation.ts";
import { isConditional, refusalsOf } from "$lib/openapi/openapi.ts";
import type { App } from "$lib/server/app.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type ApiKeyInput } from "$lib/scheduling/api-key.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { openApi } from "./api-in-process.ts";
import { granted } from "./granted.ts";

/** What a call sends beside its credentials. */
export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The Idempotency-Key; a POST that needs one gets a new one. */
  key?: string;
  ifMatch?: string;
}

/** A new secret key of a host. */
export async function keyOf(
  app: App,
  host: Host,
  scopes: ApiKeyInput["scopes"],
): Promise<string> {
  const made = await granted(apiKeys.create(app, host, { name: "Test", scopes, expires: "30" }));
  return made.secret;
}

type Send = (
  operation: Operation,
  call: Call,
  headers: Record<string, string>,
) => Promise<Response>;

/** Calls operations of a running program; every answer has to be as the operation says. */
export function operationCaller(address: string, credentials: Record<string, string>) {
  return checkedCaller((operation, call, headers) => {
    const path = operation.path.replace(
      /\{(\w+)\}/g,
      (_, name) => encodeURIComponent(call.params?.[name] ?? ""),
    );
    const query = call.query ? `?${new URLSearchParams(call.query)}` : "";
    return fetch(address + path + query, {
      method: operation.method,
      headers: {
        ...credentials,
        origin: address,
        "content-type": "application/json",
        ...headers,
      },
      ...(operation.method === "GET" ? {} : { body: JSON.stringify(call.body ?? {}) }),
    });
  });
}

/** Calls operations in this process with an API key; every answer has to be as the operation says. */
export function keyCaller(app: App, key: string) {
  const api = openApi(app);
  return checkedCaller((operation, { params = {}, query = {}, body }, headers) =>
    api(operation, {
      params,
      query,
      body,
      headers: { authorization: `Bearer ${key}`, ...headers },
    })
  );
}

/** Calls operations in this process as a signed-in browser; every answer has to be as the operation says. */
export function sessionCaller(app: App, secret: string) {
  const api = openApi(app);
  return checkedCaller((operation, { params = {}, query = {}, body }, headers) =>
    api(operation, {
      params,
      query,
      body,
      headers: { origin: app.baseUrl, ...headers },
      cookies: { [sessionCookie]: secret },
    })
  );
}

function checkedCaller(send: Send) {
  return async function call<const O extends Operation>(operation: O, call: Call = {}) {
    const key = call.key ?? (operation.idempotency === "required" ? crypto.randomUUID() : null);
    const response = await send(operation, call, {
      ...(key ? { "idempotency-key": key } : {}),
      ...(call.ifMatch ? { "if-match": call.ifMatch } : {}),
    });
    const { status } = response, text = await response.text();
    assert(status < 500, `${operation.id}: ${status} ${text}`);
    if (!response.ok) {
      const problem = JSON.parse(text);
      const isKnown = refusalsOf(operation).includes(problem.code) ||
        isConditional(operation) && status === 412;
      assert(isKnown, `${operation.id} does not describe ${problem.code}`);
      return { response, status, text, problem, answer: null as never };
    }
    assert.equal(status, operation.status, operation.id);
    const answer = operation.file
      ? null
      : v.parse(operation.answer, JSON.parse(text)) as v.InferOutput<O["answer"]>;
    return { response, status, text, problem: null, answer: answer! };
  };
}
