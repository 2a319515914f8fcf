import assert from "node:assert/strict";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addMemberHost, addTeam } from "../support/team-town.ts";

Deno.test("webhooks over the API: made, changed, tried out, rotated and deleted", async (t) => {
  let ada = "", eve = "", teamId = "";
  await using program = await startWithHost({}, async (app, host) => {
    ada = await signedIn(app, host);
    eve = await signedIn(app, await addMemberHost(app, "eve"));
    teamId = (await addTeam(app, [host])).id;
  });
  const { address } = program;
  const send = async (
    method: string,
    path: string,
    { body, as = ada, headers = {} }: {
      body?: unknown;
      as?: string;
      headers?: Record<string, string>;
    } = {},
  ) => {
    const answer = await fetch(`${address}/v0/webhooks${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        origin: address,
        cookie: `${sessionCookie}=${as}`,
        ...headers,
      },
      ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    return { status: answer.status, etag: answer.headers.get("etag"), body: await answer.json() };
  };
  const url = "https://receiver.invalid/hooks";
  const input = { url, kinds: ["booking.created", "booking.canceled"], naming: "opencalendly" };
  let id = "";

  await t.step("the secret is answered once, also to a repeated request", async () => {
    const headers = { "idempotency-key": "create-one-webhook-1" };
    const made = await send("POST", "", { body: input, headers });
    assert.equal(made.status, 201);
    assert.match(made.body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.deepEqual(made.body.webhook.kinds, input.kinds);
    const again = await send("POST", "", { body: input, headers });
    assert.equal(again.body.secret, null);
    assert.equal(again.body.webhook.id, made.body.webhook.id);
    const listed = await send("GET", "");
    assert.equal(listed.body.webhooks.length, 1);
    assert.ok(!JSON.stringify(listed.body).includes("whsec_"));
    id = made.body.webhook.id;
  });

  await t.step("what is wrong is named by its field", async () => {
    const wrong = await send("POST", "", {
      body: { url: "http://10.0.0.1/", kinds: ["booking.gone"] },
    });
    assert.equal(wrong.status, 422);
    assert.deepEqual(Object.keys(wrong.body.fields), ["kinds.0"]);
    const plain = await send("POST", "", { body: { ...input, url: "http://example.org/" } });
    assert.deepEqual(Object.keys(plain.body.fields), ["url"]);
    const unknown = await send("POST", "", { body: { ...input, events: [] } });
    assert.deepEqual(Object.keys(unknown.body.fields), ["events"]);
  });

  await t.step("it is changed, and not over another change", async () => {
    const { etag } = await send("GET", `/${id}`);
    const paused = await send("PATCH", `/${id}`, { body: { active: false } });
    assert.equal(paused.body.webhook.state, "paused");
    assert.deepEqual(paused.body.webhook.kinds, input.kinds);
    const headers = { "if-match": etag! };
    const stale = await send("PATCH", `/${id}`, { body: { description: "Lost" }, headers });
    assert.equal(stale.status, 412);
  });

  await t.step("a test event is a delivery, listed by page, and sent again", async () => {
    const sent = await send("POST", `/${id}/test`, { body: { kind: "booking.cancelled" } });
    assert.equal(sent.status, 202);
    await send("POST", `/${id}/test`);
    const first = await send("GET", `/${id}/deliveries?limit=1`);
    assert.equal(first.body.deliveries.length, 1);
    const rest = await send("GET", `/${id}/deliveries?limit=5&cursor=${first.body.next}`);
    assert.deepEqual(rest.body.deliveries.map((each: { id: string }) => each.id), [
      sent.body.delivery.id,
    ]);
    const path = `/${id}/deliveries/${sent.body.delivery.id}`;
    const shown = await send("GET", path);
    assert.equal(JSON.parse(shown.body.request.body).type, "booking.canceled");
    assert.equal((await send("POST", `${path}/send-again`)).status, 202);
    const none = { from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" };
    const range = await send("POST", `/${id}/deliveries/send-again`, { body: none });
    assert.deepEqual(range.body, { ok: true, count: 0, next: null });
    assert.equal((await send("POST", "/deliveries/run")).status, 202);
  });

  await t.step("a new secret signs beside the one before", async () => {
    const rotated = await send("POST", `/${id}/rotate-secret`);
    assert.match(rotated.body.secret, /^whsec_/);
    assert.ok(Date.parse(rotated.body.webhook.formerSecretUntil) > Date.now());
  });

  await t.step("another host's, and a team's to others, are not found", async () => {
    assert.equal((await send("GET", `/${id}`, { as: eve })).status, 404);
    const asEve = { as: eve, body: { active: true } };
    assert.equal((await send("PATCH", `/${id}`, asEve)).status, 404);
    assert.equal((await send("DELETE", `/${id}`, { as: eve })).status, 404);
    assert.equal((await send("POST", `/${id}/rotate-secret`, { as: eve })).status, 404);
    assert.equal((await send("GET", `?teamId=${teamId}`, { as: eve })).status, 404);
    assert.equal((await send("POST", `?teamId=${teamId}`, { as: eve, body: input })).status, 404);
    const teams = await send("POST", `?teamId=${teamId}`, { body: input });
    assert.equal(teams.body.webhook.teamId, teamId);
    assert.equal((await send("GET", `/${teams.body.webhook.id}`)).status, 404);
  });

  await t.step("deleted, it is gone", async () => {
    assert.equal((await send("DELETE", `/${id}`)).status, 200);
    assert.equal((await send("GET", `/${id}`)).status, 404);
  });
});
