import assert from "node:assert/strict";
import { type Program, startProgram } from "../support/program.ts";
import { signedInBy, startVisit } from "../support/http-visitor.ts";

const page = "/auth/sign-in";
/** An address that costs next to nothing. */
const cheap = "/organizer";

async function many(n: number, ask: (i: number) => Promise<{ status: number }>) {
  const answers: number[] = [];
  for (let i = 0; i < n; i++) answers.push((await ask(i)).status);
  return answers.filter((status) => status === 429).length;
}

/** How many passed before the first refusal; a few more than the limit when the clock turns its minute meanwhile. */
async function untilRefused(ask: () => Promise<{ status: number }>): Promise<number> {
  for (let passed = 0; passed < 1000; passed++) {
    if ((await ask()).status === 429) return passed;
  }
  throw new Error("1000 requests passed");
}

function startBehindProxy(more: Record<string, string> = {}): Promise<Program> {
  return startProgram({ env: { INVITO_TRUSTED_PROXIES: "1", ...more } });
}

Deno.test("rate limits: 180 requests a minute for one client, a page or a problem with Retry-After", async () => {
  await using program = await startProgram();
  const visitor = startVisit(program.address);
  const passed = await untilRefused(() => visitor.get(cheap));
  assert(passed >= 180 && passed < 200, String(passed));
  const refused = await visitor.get(cheap);
  assert.equal(refused.status, 429);
  assert.match(refused.headers.get("content-type")!, /^text\/html/);
  assert.match(refused.text, /try again in \d+ seconds?/);
  assert(Number(refused.headers.get("retry-after")) >= 1);
  assert.equal(refused.headers.get("x-frame-options"), "DENY");
  const api = await visitor.get("/v0/auth/me");
  assert.equal(api.status, 429);
  assert.equal(api.headers.get("content-type"), "application/problem+json");
  assert.equal(JSON.parse(api.text).code, "too-many");
  assert.equal((await visitor.get("/health")).status, 200, "what watches over it still sees it");
  assert.equal((await visitor.get("/icon.svg")).status, 200, "files are not counted");
});

Deno.test("limits: 30 changes a minute, then reading still works", async () => {
  await using program = await startProgram();
  const visitor = startVisit(program.address);
  const change = () => visitor.post("/auth/verify", { token: "x" });
  const passed = await untilRefused(change);
  assert(passed >= 30 && passed < 35, String(passed));
  assert.equal((await visitor.get(cheap)).status, 303);
});

Deno.test("rate limits: one trusted proxy's entry tells clients apart, a forged entry before it does not", async () => {
  await using program = await startBehindProxy();
  const visitor = startVisit(program.address);
  const from = (address: string) => visitor.get(cheap, { "x-forwarded-for": address });
  assert(await many(220, (i) => from(`10.1.${i}.1, 203.0.113.1`)) >= 9);
  assert.equal((await from("203.0.113.2")).status, 303);
});

Deno.test("rate limits: times and booking changes over the API, each of its own for each client", async () => {
  await using program = await startBehindProxy();
  const ask = (client: string, method: string, path: string) =>
    fetch(program.address + path, {
      method,
      headers: { "x-forwarded-for": client, "content-type": "application/json" },
      ...(method === "POST" ? { body: "{}" } : {}),
    }).then(async (answer) => (await answer.body?.cancel(), answer));
  const times = [
    "/v0/users/ada/event-types/coffee/availability",
    "/v0/teams/mill/event-types/chat/availability",
  ];
  const changes = [
    "/v0/bookings",
    "/v0/team-bookings",
    "/v0/bookings/actions/none/cancel",
    "/v0/bookings/actions/none/reschedule",
  ];
  let n = 0;
  const passedOf = (client: string, method: string, paths: string[]) =>
    untilRefused(() => ask(client, method, paths[n++ % paths.length]!));
  const seen = await passedOf("203.0.113.7", "GET", times);
  assert(seen >= 120 && seen < 140, String(seen));
  assert.equal((await ask("203.0.113.7", "GET", "/health")).status, 200);
  assert.notEqual((await ask("203.0.113.8", "GET", times[0]!)).status, 429);
  const changed = await passedOf("203.0.113.9", "POST", changes);
  assert(changed >= 30 && changed < 40, String(changed));
  assert.notEqual((await ask("203.0.113.9", "GET", times[0]!)).status, 429);
  assert.notEqual((await ask("203.0.113.8", "POST", changes[0]!)).status, 429);
});

Deno.test("limits: without a trusted proxy X-Forwarded-For changes nothing", async () => {
  await using program = await startProgram();
  const visitor = startVisit(program.address);
  assert(await many(220, (i) => visitor.get(cheap, { "x-forwarded-for": `203.0.113.${i}` })) >= 9);
});

Deno.test("headers: over https cookies are Secure and HSTS is sent; a foreign page is refused", async () => {
  await using program = await startBehindProxy({ INVITO_BASE_URL: "https://invito.example" });
  const token = new URL(program.signInLink!).searchParams.get("token")!;
  const visitor = startVisit(program.address);
  const proxied = { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.1" };
  const shown = await visitor.get(page, proxied);
  assert.match(shown.headers.get("strict-transport-security")!, /max-age=\d{7,}/);
  const foreign = await visitor.post("/auth/verify", { token, name: "Ada" }, {
    ...proxied,
    origin: "https://evil.test",
  });
  assert.equal(foreign.status, 403);
  assert.match(foreign.text, /didn’t come from this site/);
  const entered = await visitor.post("/auth/verify", { token, name: "Ada" }, {
    ...proxied,
    origin: "https://invito.example",
  });
  assert.equal(entered.status, 303);
  assert.match(entered.setCookies.join("\n"), /^__Host-invito_session=.*Secure/i);
});

Deno.test("headers: the base address makes cookies Secure, whatever the proxy passes on", async () => {
  await using program = await startProgram({ env: { INVITO_BASE_URL: "https://invito.example" } });
  const token = new URL(program.signInLink!).searchParams.get("token")!;
  const visitor = startVisit(program.address);
  const ours = { origin: "https://invito.example" };
  const entered = await visitor.post("/auth/verify", { token, name: "Ada" }, ours);
  const [cookie = ""] = entered.setCookies;
  assert.match(cookie, /^__Host-invito_session=/);
  for (const part of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/]) {
    assert.match(cookie, part);
  }
  assert.doesNotMatch(cookie, /domain/i);
  assert.equal((await visitor.get("/dashboard")).status, 303);
  assert.equal((await visitor.get("/v0/auth/me")).status, 200);
  assert.match(entered.headers.get("strict-transport-security")!, /max-age=\d{7,}/);
  const another = startVisit(program.address, visitor.cookies.get("__Host-invito_session")!);
  assert.equal(
    (await another.get("/v0/auth/me")).status,
    401,
    "by its plain name it counts nothing",
  );
  const left = await visitor.post("/auth/sign-out", {}, ours);
  assert.match(left.setCookies.join("\n"), /^__Host-invito_session=;.*Secure/);
  assert(!visitor.cookies.has("__Host-invito_session"));
});

Deno.test("headers: every page carries one nonce for its scripts, another each time", async () => {
  await using program = await startProgram();
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const { headers, text } = await startVisit(program.address).get(page);
    const policy = headers.get("content-security-policy")!;
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    assert(nonce, policy);
    nonces.add(nonce);
    for (const [, attributes] of text.matchAll(/<script([^>]*)>/g)) {
      assert.match(attributes!, new RegExp(`nonce="${nonce.replace(/[+/]/g, "\\$&")}"`));
    }
    assert.doesNotMatch(policy, /unsafe-(inline|eval)|https?:|\*/);
    assert.match(policy, /object-src 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.match(policy, /form-action 'self'/);
  }
  assert.equal(nonces.size, 3);
});

Deno.test("the widget knows no session: signed in or not it is the same, and no cookie comes of it", async () => {
  await using program = await startProgram();
  const ada = await signedInBy(program.address, program.signInLink!);
  const before = ada.cookies.get("invito_session");
  const framed = await ada.get("/widget/ada-beck/intro-call");
  assert.equal(framed.status, 200);
  assert.deepEqual(framed.setCookies, []);
  assert.equal(ada.cookies.get("invito_session"), before);
  const stranger = await startVisit(program.address).get("/widget/ada-beck/intro-call");
  const bare = (text: string) => text.replace(/nonce="[^"]+"|key=[\w-]+|data-at="\d+"/g, "");
  assert.equal(bare(framed.text), bare(stranger.text));
});

Deno.test("faults and unknown addresses of the API are problems, never the framework's own pages", async () => {
  await using program = await startProgram();
  const visitor = startVisit(program.address);
  for (const [path, status] of [["/v0/nothing", 404], ["/v0/bookings", 405]] as const) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    assert.equal(JSON.parse(answer.text).ok, false);
  }
  const broken = await visitor.send("POST", "/v0/auth/verify", null);
  assert.equal(broken.status, 422);
  assert.equal(JSON.parse(broken.text).code, "invalid");
});
