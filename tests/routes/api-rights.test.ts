import assert from "node:assert/strict";
import type { Operation } from "$lib/openapi/operation.ts";
import { operations } from "../support/operations.ts";
import { type Scope, scopes } from "$lib/scheduling/api-key.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { type ApiCall, openApi } from "../support/api-in-process.ts";
import { type FullAccount, fullAccount } from "../support/full-account.ts";
import { granted } from "../support/granted.ts";
import { testHost } from "../support/test-app.ts";

const strangers = ["none", "wrong", "expired", "revoked"] as const;
type Stranger = typeof strangers[number];

interface Stage extends FullAccount {
  call: ReturnType<typeof openApi>;
  secrets: Record<Exclude<Stranger, "none"> | Scope | "other", string>;
}

/** Ada, who has everything, with a key of each kind, and Grace, who is nobody to her, with one that may do all. */
async function openStage(): Promise<Stage> {
  const whole = await fullAccount({
    fetch: () => Promise.reject(new Error("no network here")),
    limits: { take: () => null, left: () => ({ requests: 1, seconds: 1 }) },
  });
  const { app, host } = whole;
  const grace = await testHost(app, { username: "grace", email: "grace@example.org" });
  const now = app.now();
  const make = async (owner: typeof host, allowed: readonly Scope[], expires = "never") => {
    return await granted(
      apiKeys.create(app, owner, { name: "A key", scopes: [...allowed], expires }),
    );
  };
  const [revoked, expired] = [await make(host, scopes), await make(host, scopes, "30")];
  assert((await apiKeys.revoke(app, host.id, revoked.key.id)).ok);
  const own = Object.fromEntries(
    await Promise.all(scopes.map(async (each) => [each, (await make(host, [each])).secret])),
  );
  const other = await make(grace, scopes);
  app.at(now + 40 * DAY);
  return {
    ...whole,
    session: await newSession(whole),
    call: openApi(app),
    secrets: {
      ...own as Record<Scope, string>,
      wrong: `inv_${"x".repeat(43)}`,
      expired: expired.secret,
      revoked: revoked.secret,
      other: other.secret,
    },
  };
}

async function newSession({ app, host }: FullAccount): Promise<string> {
  const browser = { agent: "", before: null };
  return (await sessions.start(app, host.id, "console", browser)).secret;
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const nothing = "x".repeat(22);

/** A call with what the operation's example has; every brace of its path is filled with the same text. */
function callOf({ path, example, idempotency }: Operation, filling: string): ApiCall {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return {
    params: Object.fromEntries(names.map((name) => [name, filling])),
    ...(example?.query ? { query: example.query } : {}),
    ...(example?.body === undefined ? {} : { body: example.body }),
    headers: idempotency === "required" ? { "idempotency-key": crypto.randomUUID() } : {},
  };
}

async function ask(stage: Stage, operation: Operation, call: ApiCall, headers = {}) {
  const answer = await stage.call(operation, { ...call, headers: { ...call.headers, ...headers } });
  const text = await answer.text();
  const code = /"code":"([a-z-]+)"/.exec(text)?.[1] ?? "";
  return { status: answer.status, code, text };
}

/** Whether somebody was let through to an operation, whatever came of it. */
const isLetThrough = ({ refusals }: Operation, { status }: { status: number }) =>
  // A sign-in link that does not work is a 401 of the operation itself.
  status === 401 ? refusals.includes("signed-out") : status !== 403;

/** Everything stored, without the days on which keys were used. */
async function everyRecord({ app }: FullAccount): Promise<Map<string, string>> {
  const records = new Map<string, string>();
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    if (key[0] !== "api_key") records.set(JSON.stringify(key), JSON.stringify(value));
  }
  return records;
}

Deno.test("keys: without one that is valid nobody gets to an operation, and nothing is stored", async () => {
  const stage = await openStage();
  const before = await everyRecord(stage), wrong: string[] = [];
  for (const operation of operations) {
    for (const stranger of strangers) {
      const headers = stranger === "none" ? {} : bearer(stage.secrets[stranger]);
      if (stranger === "none" && operation.access === "public") continue;
      const answer = await ask(stage, operation, callOf(operation, nothing), headers);
      if (answer.status !== 401) wrong.push(`${operation.id} ${stranger}: ${answer.status}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await everyRecord(stage), before);
});

Deno.test("keys: each scope gets to the operations that name it and to no others", async () => {
  const stage = await openStage();
  const wrong: string[] = [], table: string[] = [];
  for (const operation of operations) {
    const row: string[] = [];
    for (const scope of scopes) {
      const { access } = operation;
      const answer = await ask(
        stage,
        operation,
        callOf(operation, nothing),
        bearer(stage.secrets[scope]),
      );
      row.push(`${answer.status}`);
      const expected = access === "public" || access === scope
        ? isLetThrough(operation, answer)
        : answer.status === 403 &&
          answer.code === (access === "session" ? "session-needed" : "scope-missing");
      if (!expected) wrong.push(`${operation.id} by ${scope}: ${answer.status} ${answer.code}`);
    }
    const call = callOf(operation, nothing);
    // A session of its own, since one of the operations ends it.
    const cookies = { [sessions.sessionCookie]: await newSession(stage) };
    const origin = stage.app.baseUrl;
    const signedIn = await ask(stage, operation, { ...call, cookies }, { origin });
    if (!isLetThrough(operation, signedIn)) {
      wrong.push(`${operation.id} by session: ${signedIn.status}`);
    }
    table.push(`${operation.id.padEnd(34)} ${operation.access.padEnd(12)} ${row.join(" ")}`);
  }
  console.log(`${"".padEnd(47)} ${scopes.join(" ")}\n${table.join("\n")}`);
  assert.deepEqual(wrong, []);
});

Deno.test("keys: what is not a whole key after Bearer is a wrong one; other schemes are no key", async () => {
  const stage = await openStage();
  const list = operations.find(({ id }) => id === "eventTypes.list")!;
  const cookies = { [sessions.sessionCookie]: stage.session };
  const statusOf = async (authorization: string) =>
    (await ask(stage, list, { cookies }, { authorization })).status;
  const secret = stage.secrets.read;
  assert.equal(await statusOf(`bearer  ${secret}`), 200);
  for (const wrong of ["Bearer", "Bearer x", `Bearer ${secret}x`, `Bearer ${secret} ${secret}`]) {
    assert.equal(await statusOf(wrong), 401, wrong);
  }
  assert.equal(await statusOf("Basic YWRhOnB3"), 200, "a proxy's password beside the cookie");
});

Deno.test("cookies: a page of another site gets to nothing that needs signing in", async () => {
  const stage = await openStage();
  const cookies = { [sessions.sessionCookie]: stage.session }, wrong: string[] = [];
  for (const operation of operations) {
    if (operation.access === "public") continue;
    for (const origin of ["https://evil.test", "null"]) {
      const call = { ...callOf(operation, nothing), cookies };
      const answer = await ask(stage, operation, call, { origin });
      if (isLetThrough(operation, answer)) {
        wrong.push(`${operation.id} from ${origin}: ${answer.status}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("keys: another host's key neither sees nor changes anything, by whatever id it asks", async () => {
  const stage = await openStage();
  const ids = await idsOf(stage);
  assert(ids.length > 20, `${ids.length} ids`);
  const before = await recordsOfAda(stage), wrong: string[] = [];
  for (const operation of operations) {
    if (operation.access === "public" || operation.access === "session") continue;
    const fillings = operation.path.includes("{") ? ids : [nothing];
    for (const id of fillings) {
      const call = callOf(operation, id);
      const answer = await ask(stage, operation, call, bearer(stage.secrets.other));
      const isSeen = /ada@example\.org|guestling-|countess/.test(answer.text);
      if (isSeen) wrong.push(`${operation.id} ${id} shows what is Ada’s`);
      if (operation.path.includes("{") && answer.status === 200 && operation.method === "GET") {
        wrong.push(`${operation.id} ${id}: found`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await recordsOfAda(stage), before);
});

Deno.test("keys: what a key reads of its own host has no secret of a link, session, feed or key", async () => {
  const stage = await openStage();
  const { meetings, session, feed, invitation, apiKey } = stage;
  const known = [...Object.values(meetings).map(({ token }) => token), feed, invitation, apiKey];
  const links = /\/(booking|feed|verify-email|team-invitation)\/[\w-]{43}|[?&]link=[\w-]{43}/;
  const ids = await idsOf(stage), wrong: string[] = [];
  let answered = 0;
  for (const operation of operations) {
    const { access, method, path } = operation;
    if (method !== "GET" || access === "public" || access === "session") continue;
    for (const id of path.includes("{") ? ids : [nothing]) {
      const answer = await ask(
        stage,
        operation,
        callOf(operation, id),
        bearer(stage.secrets[access]),
      );
      if (answer.status === 200) answered++;
      const found = [session, ...known].find((each) => answer.text.includes(each)) ??
        links.exec(answer.text)?.[0];
      if (found) wrong.push(`${operation.id}: ${found}`);
    }
  }
  assert(answered > 20, `${answered} answers`);
  assert.deepEqual([...new Set(wrong)], []);
});

/** Every id and hash by which anything of Ada's is stored. */
async function idsOf({ app, host }: FullAccount): Promise<string[]> {
  const ids = new Set<string>([host.id, host.username]);
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    if (!JSON.stringify([key, value]).includes(host.id)) continue;
    for (const part of key.slice(1)) {
      if (typeof part === "string" && /^[A-Za-z0-9_-]{20,43}$/.test(part)) ids.add(part);
    }
  }
  return [...ids];
}

async function recordsOfAda(stage: FullAccount): Promise<[string, string][]> {
  return [...await everyRecord(stage)]
    .filter(([key, value]) => (key + value).includes(stage.host.id));
}
