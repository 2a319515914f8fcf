import assert from "node:assert/strict";
import { call, type ClientOptions, InvitoError } from "$lib/client/client.ts";

/** A client whose requests get these answers one after the other; what it sent is kept. */
function scripted(...answers: (Response | Error)[]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const client: ClientOptions = {
    baseUrl: "https://cal.example/",
    key: "inv_test",
    fetch: (url, init) => {
      sent.push({ url: String(url), init: init! });
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  return { client, sent };
}

const ok = () => Response.json({ ok: true, done: 1 });
const busy = (seconds: string) =>
  Response.json({ ok: false, code: "busy" }, { status: 503, headers: { "retry-after": seconds } });
const cancel = ["POST", "/v0/me/bookings/{id}/cancel", ["dry"]] as const;

Deno.test("client: fills the path, separates query and body, and sends key and Idempotency-Key", async () => {
  const { client, sent } = scripted(ok());
  await call(
    cancel,
    { id: "a/b", dry: 1, reason: "ill" },
    { idempotencyKey: "k1", ifMatch: 3 },
    client,
  );
  const [{ url, init }] = sent as [typeof sent[number]];
  assert.equal(url, "https://cal.example/v0/me/bookings/a%2Fb/cancel?dry=1");
  assert.equal(init.body, '{"reason":"ill"}');
  const headers = new Headers(init.headers);
  assert.equal(headers.get("authorization"), "Bearer inv_test");
  assert.equal(headers.get("idempotency-key"), "k1");
  assert.equal(headers.get("if-match"), '"3"');
});

Deno.test("client: 503 and broken connections are tried again under the same Idempotency-Key", async () => {
  const { client, sent } = scripted(busy("0"), new TypeError("reset"), ok());
  assert.deepEqual(await call(cancel, { id: "a" }, {}, client), { ok: true, done: 1 });
  const keys = sent.map(({ init }) => new Headers(init.headers).get("idempotency-key"));
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
});

Deno.test("client: a refusal is an answer, also after the last try and a long Retry-After", async () => {
  const taken = Response.json({ ok: false, code: "taken", alternatives: [] }, { status: 409 });
  assert.equal((await call(cancel, { id: "a" }, {}, scripted(taken).client)).ok, false);
  const { client, sent } = scripted(busy("3600"));
  const refused = await call(cancel, { id: "a" }, {}, client) as {
    ok: boolean;
    retryAfter: number;
  };
  assert.deepEqual([refused.ok, refused.retryAfter, sent.length], [false, 3600, 1]);
});

Deno.test("client: what is no answer of the API is thrown", async () => {
  const html = () => new Response("<h1>Proxy</h1>", { status: 500 });
  await assert.rejects(call(cancel, { id: "a" }, {}, scripted(html()).client), InvitoError);
  const down = () => new TypeError("refused");
  const { client, sent } = scripted(down(), down());
  await assert.rejects(
    call(cancel, { id: "a" }, {}, { ...client, tries: 2 }),
    /could not be reached/,
  );
  assert.equal(sent.length, 2);
});
