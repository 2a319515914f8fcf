import assert from "node:assert/strict";
import * as v from "valibot";
import type { Operation } from "$lib/api/operation.ts";
import { refusalsOf } from "$lib/api/openapi.ts";
import type { App } from "$lib/server/app.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type ApiKeyInput } from "$lib/scheduling/api-key.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";

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
  const made = await apiKeys.create(app, host, { name: "Test", scopes, expires: "30" });
  assert(made.ok);
  return made.value.secret;
}

/** Calls operations of a running program; every answer has to be as the operation says. */
export function operationCaller(address: string, credentials: Record<string, string>) {
  return async function call<const O extends Operation>(operation: O, call: Call = {}) {
    const path = operation.path.replace(
      /\{(\w+)\}/g,
      (_, name) => encodeURIComponent(call.params?.[name] ?? ""),
    );
    const query = call.query ? `?${new URLSearchParams(call.query)}` : "";
    const key = call.key ?? (operation.idempotency === "required" ? crypto.randomUUID() : null);
    const response = await fetch(address + path + query, {
      method: operation.method,
      headers: {
        ...credentials,
        origin: address,
        "content-type": "application/json",
        ...(key ? { "idempotency-key": key } : {}),
        ...(call.ifMatch ? { "if-match": call.ifMatch } : {}),
      },
      ...(operation.method === "GET" ? {} : { body: JSON.stringify(call.body ?? {}) }),
    });
    const text = await response.text();
    assert(response.status < 500, `${operation.id}: ${response.status} ${text}`);
    if (!response.ok) {
      const problem = JSON.parse(text);
      const isKnown = refusalsOf(operation).includes(problem.code);
      assert(isKnown, `${operation.id} does not describe ${problem.code}`);
      return { response, status: response.status, text, problem, answer: null as never };
    }
    assert.equal(response.status, operation.status, operation.id);
    const json = operation.file ? null : JSON.parse(text);
    const answer = operation.file
      ? null
      : v.parse(operation.answer, json) as v.InferOutput<O["answer"]>;
    return { response, status: response.status, text, problem: null, answer: answer! };
  };
}
