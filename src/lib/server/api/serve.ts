import type { RequestEvent } from "@sveltejs/kit";
import { isConditional, isStrict } from "$lib/openapi/openapi.ts";
import {
  type Address,
  methods,
  type ObjectSchema,
  type Operation,
  operationAt,
} from "$lib/openapi/operation.ts";
import { unknownFields } from "$lib/openapi/unknown-fields.ts";
import { IdempotencyKey } from "$lib/scheduling/api-schemas.ts";
import { accepted, type Outcome, type Refusal, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "../app.ts";
import { readIfMatch, withCurrent } from "../http/if-match.ts";
import { keyRefusal } from "../http/key-rights.ts";
import { problem, problemWithStatus } from "../http/problem-details.ts";
import type { ServedOperation } from "./operation.ts";
import { once } from "../http/replay.ts";

/** What a request to the API is answered: who calls is checked, what arrives is parsed by the operation's description. */
export async function answerApi(event: RequestEvent): Promise<Response> {
  const { api, language } = event.locals;
  if (!api) return problem({ code: "not-found" }, language);
  const operation = operationAt(api as Address<ServedOperation>, event.request.method);
  return operation ? await serve(operation, event) : notAllowed(api);
}

/** A method that an address does not have (RFC 9110 §15.5.6). */
function notAllowed({ operations }: Address): Response {
  const here = methods.filter((each) => operations[each]);
  const allow = [...here, ...operations.GET ? ["HEAD"] : []].join(", ");
  return new Response(null, { status: 405, headers: { allow } });
}

/** Answers an operation in its form. */
export async function serve(operation: ServedOperation, event: RequestEvent): Promise<Response> {
  const { app, host, api, language } = event.locals;
  const refuse = (refusal: Refusal) => problem(refusal, language);
  const refusal = accessRefusal(operation, event);
  if (refusal) return refuse(refusal);
  const key = readKey(operation, event.request);
  if (!key.ok) return refuse(key.refusal);
  const matched = readIfMatch(event.request);
  if (!matched.ok) return refuse(matched.refusal);
  const query = readQuery(operation, event.url.searchParams);
  if (!query.ok) return refuse(query.refusal);
  const body = await readBody(operation, event.request);
  if (!body.ok) return refuse(body.refusal);
  const revisions = isConditional(operation) ? matched.value : null;
  if (isContradicted(revisions, body.value.parsed)) {
    return problemWithStatus({ code: "changed" }, 412, language);
  }

  const headers = new Headers({ "cache-control": "no-store" }), params = api?.params ?? {};
  const answerOf = async (keyed: App, revision: number | null) =>
    await operation.handle({
      app: keyed,
      host,
      params,
      query: query.value,
      body: body.value.parsed,
      key: key.value ?? "",
      revision,
      headers,
      event,
    });
  if (operation.file) {
    const file = await answerOf(app, null);
    return file.ok ? file.value as Response : refuse(file.refusal);
  }
  const act = async (keyed: App) => {
    const outcome = await withCurrent(
      revisions,
      (revision) => answerOf(keyed, revision),
    );
    if (!outcome.ok) return outcome;
    const answer = outcome.value as Record<string, unknown>;
    return accepted({ status: operation.status, body: { ok: true, ...answer } });
  };
  const outcome = key.value && operation.idempotency === "accepted"
    ? await once(
      app,
      {
        operation: operation.id,
        caller: host?.id ?? "",
        key: key.value,
        payload: [params, [...event.url.searchParams], body.value.raw],
      },
      operation.secrets ?? [],
      act,
    )
    : await act(app);
  if (!outcome.ok) {
    const isStale = revisions !== null && outcome.refusal.code === "changed";
    return isStale ? problemWithStatus(outcome.refusal, 412, language) : refuse(outcome.refusal);
  }
  const { status, body: answer } = outcome.value;
  setRevision(headers, operation, answer);
  if ("replayed" in outcome.value && outcome.value.replayed) {
    headers.set("idempotent-replayed", "true");
  }
  return Response.json(answer, { status, headers });
}

/** Why the caller may not do this; null where they may. */
function accessRefusal({ access }: Operation, { locals }: RequestEvent): Refusal | null {
  if (access === "public") return null;
  if (!locals.host) return { code: "signed-out" };
  return locals.apiKey && keyRefusal(locals.apiKey, access);
}

function readKey(operation: Operation, request: Request): Outcome<string | null> {
  if (!operation.idempotency) return accepted(null);
  const given = request.headers.get("idempotency-key");
  if (given === null && operation.idempotency === "accepted") return accepted(null);
  const key = parse(IdempotencyKey, given);
  return key.ok ? key : refused("key-required");
}

/** Whether the body names a revision that is not among those of If-Match: one of them is not current. */
function isContradicted(matched: readonly number[] | null, body: unknown): boolean {
  const { revision } = body as { revision?: number };
  return matched !== null && revision !== undefined && !matched.includes(revision);
}

function readQuery(operation: Operation, parameters: URLSearchParams): Outcome<unknown> {
  const given = Object.fromEntries(parameters);
  if (!operation.query) {
    const [unknown] = Object.keys(given);
    return unknown && isStrict(operation) ? unknownRefusal([unknown]) : accepted({});
  }
  return parseAll(operation, operation.query, given);
}

async function readBody(
  operation: Operation,
  request: Request,
): Promise<Outcome<{ raw: unknown; parsed: unknown }>> {
  if (!operation.body) return accepted({ raw: null, parsed: {} });
  const raw = parseJson(await request.bytes());
  if (raw === undefined) return refused("invalid", { detail: "The body isn’t valid JSON." });
  if (Array.isArray(raw)) return refused("invalid", { detail: "The body isn’t a JSON object." });
  const parsed = parseAll(operation, operation.body, raw);
  return parsed.ok ? accepted({ raw, parsed: parsed.value }) : parsed;
}

/** The JSON of a body in UTF-8 (RFC 8259 §8.1), of an empty one an empty object; undefined where it is not JSON. */
function parseJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes) || "{}");
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return undefined;
  }
}

function parseAll(operation: Operation, schema: ObjectSchema, given: unknown): Outcome<unknown> {
  const unknown = isStrict(operation) ? unknownFields(schema, given) : [];
  if (unknown.length > 0) return unknownRefusal(unknown.slice(0, 20));
  return parse(schema, given);
}

function unknownRefusal(names: readonly string[]) {
  const fields = Object.fromEntries(names.map((name) => [name, "unknown-field"]));
  return refused("invalid", { fields });
}

/** The ETag is the revision of what is answered. */
function setRevision(headers: Headers, { revised }: Operation, answer: Record<string, unknown>) {
  const whole: unknown = revised === "." ? answer : revised && answer[revised];
  const record = whole as { revision?: number } | undefined;
  if (record?.revision !== undefined) headers.set("etag", `"${record.revision}"`);
}
