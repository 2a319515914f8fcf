import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { providerIdOf } from "$lib/server/auth/sign-in-services.ts";
import { base64url } from "$lib/server/runtime/secrets.ts";
import { type IssuerFault, startFaultyIssuer } from "../support/faulty-issuer.ts";
import { client, logInAtIssuer, startIssuer } from "../support/oidc-issuer.ts";
import { freePort } from "../support/free-port.ts";
import { signedInBy, startVisit } from "../support/http-visitor.ts";
import {
  goToIssuer,
  returnFromIssuer,
  signedInHost,
  startWithIssuer,
} from "../support/issuer-visit.ts";

Deno.test("issuer: a wrong client secret is reported as such by a certified provider, too", async () => {
  const listen = freePort(), port = freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const callback = `http://127.0.0.1:${listen}/auth/callback`;
  await using _ = await startIssuer([callback], port);
  await using program = await startWithIssuer(issuer, listen, {
    INVITO_OIDC_CLIENT_SECRET: "another",
  });
  const visitor = startVisit(program.address);
  const back = new URL(await logInAtIssuer(await goToIssuer(visitor), "alice"));
  const answer = await visitor.get(back.pathname + back.search);
  assert.equal(answer.location, "/auth/sign-in?error=issuer-client", program.output().log);
});

const misdeeds: [string, IssuerFault, string | null][] = [
  ["another nonce", { claims: { nonce: "not-the-one" } }, "issuer-nonce"],
  ["no nonce", { without: ["nonce"] }, "issuer-nonce"],
  ["another audience", { claims: { aud: "somebody-else" } }, "issuer-audience"],
  ["two audiences without azp", { claims: { aud: [client.id, "other"] } }, "issuer-audience"],
  ["another party", { claims: { aud: [client.id, "other"], azp: "other" } }, "issuer-audience"],
  ["another issuer in the token", { claims: { iss: "https://evil.test" } }, "issuer-issuer"],
  ["another issuer on the way back", {
    back: { code: "x", state: "keep", iss: "https://evil.test" },
  }, "issuer-issuer"],
  ["another state", { back: { code: "x", state: "forged" } }, "issuer-state"],
  ["a token that is over", { claims: { exp: 1_000_000 } }, "issuer-time"],
  ["a used code", { token: { status: 400, body: { error: "invalid_grant" } } }, "issuer-code"],
  [
    "a wrong client secret",
    { token: { status: 401, body: { error: "invalid_client" } } },
    "issuer-client",
  ],
  ["a wrong client secret, with a challenge", {
    token: {
      status: 401,
      body: { error: "invalid_client" },
      headers: { "www-authenticate": 'Basic realm="issuer"' },
    },
  }, "issuer-client"],
  ["a wrong client secret, with a challenge that is none", {
    token: {
      status: 401,
      body: { error: "invalid_client" },
      headers: { "www-authenticate": 'Bearer error="invalid_client"' },
    },
  }, "issuer-client"],
  ["an access token that its own userinfo refuses", {
    userinfoRefusal: { status: 401, headers: { "www-authenticate": "Bearer" } },
  }, "issuer-failed"],
  ["a no from the person", { back: { error: "access_denied", state: "keep" } }, "issuer-denied"],
  ["no sub", { without: ["sub"] }, "issuer-failed"],
  ["userinfo of somebody else", { userinfo: { sub: "mallory" } }, "issuer-failed"],
  ["userinfo without sub", { userinfo: { sub: undefined } }, "issuer-failed"],
  ["a list of one audience", { claims: { aud: [client.id] } }, null],
  [
    "two audiences, ours the party",
    { claims: { aud: [client.id, "other"], azp: client.id } },
    null,
  ],
  ["auth_time 0", { claims: { auth_time: 0 } }, null],
  ["a mail address that is none", { userinfo: { email: "not an address" } }, null],
  ["email_verified as a word", {
    userinfo: { email: "carol@example.test", email_verified: "true" },
  }, null],
];

const signedUserinfo: typeof misdeeds = [
  ["signed userinfo", { signed: {} }, null],
  ["signed userinfo for two", { signed: { claims: { aud: ["other", client.id] } } }, null],
  ["signed userinfo of another key", { signed: { by: "somebody" } }, "issuer-failed"],
  ["userinfo signed by nobody", { signed: { by: "nobody" } }, "issuer-failed"],
  ["signed userinfo of somebody else", { signed: { claims: { sub: "eve" } } }, "issuer-failed"],
  ["signed userinfo for another", { signed: { claims: { aud: "other" } } }, "issuer-audience"],
  ["signed userinfo of another issuer", {
    signed: { claims: { iss: "https://evil.test" } },
  }, "issuer-issuer"],
  ["signed userinfo that is over", { signed: { claims: { exp: 1_000_000 } } }, "issuer-time"],
];

Deno.test("issuer: every wrong response has its own error, and unusual but valid ones are accepted", async (t) => {
  const sentences = await tryEach(t, misdeeds);
  assert.equal(new Set(sentences.values()).size, sentences.size);
});

Deno.test("issuer: signed userinfo must be the issuer's, for us and of the same user", async (t) => {
  await tryEach(t, signedUserinfo);
});

/** Signs somebody in at an issuer with each of the misdeeds; the sentences that the page then has. */
async function tryEach(t: Deno.TestContext, cases: typeof misdeeds): Promise<Map<string, string>> {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  const sentences = new Map<string, string>();
  for (const [what, misdeed, error] of cases) {
    await t.step(`${what} - ${error ?? "taken"}`, async () => {
      issuer.misdeed = misdeed;
      const visitor = startVisit(program.address);
      const to = await goToIssuer(visitor);
      if (misdeed.back?.state === "keep") {
        misdeed.back.state = new URL(to).searchParams.get("state")!;
      }
      const answer = await visitor.get(await returnFromIssuer(to));
      const expected = error ? `/auth/sign-in?error=${error}` : "/dashboard";
      const said = `${answer.status} ${answer.text.slice(0, 400)}\n${
        program.output().log.slice(-1500)
      }`;
      assert.equal(answer.location, expected, said);
      assert.equal((await signedInHost(visitor)) !== null, error === null);
      if (!error) return;
      const page = await startVisit(program.address).get(answer.location!);
      sentences.set(error, /role="alert"[\s\S]*?<\/div>/.exec(page.text)![0]);
    });
  }
  return sentences;
}

Deno.test("issuer: an answer that comes twice, or to another browser, is refused", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  const visitor = startVisit(program.address);
  const callback = await returnFromIssuer(await goToIssuer(visitor));
  const before = new Map(visitor.cookies);
  assert.equal((await visitor.get(callback)).location, "/dashboard");
  assert.equal((await visitor.get(callback)).location, "/dashboard/settings?error=issuer-state");
  const thief = startVisit(program.address);
  assert.equal((await thief.get(callback)).location, "/auth/sign-in?error=issuer-state");
  const replay = startVisit(program.address);
  for (const [name, value] of before) replay.cookies.set(name, value);
  assert.equal((await replay.get(callback)).location, "/auth/sign-in?error=issuer-code");
});

Deno.test("issuer: redirects stay on this site, and a sign-in intent that was not signed here is ignored", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  for (const to of ["//evil.test", "/\\evil.test", "https://evil.test/dashboard"]) {
    const visitor = startVisit(program.address);
    const callback = await returnFromIssuer(
      await goToIssuer(visitor, "/auth/sign-in?/startOidc", { to }),
    );
    assert.equal((await visitor.get(callback)).location, "/dashboard", to);
  }
  const visitor = startVisit(program.address);
  const callback = await returnFromIssuer(await goToIssuer(visitor));
  const [, signature] = visitor.cookies.get("invito_sign_in_intent")!.split(".");
  const forged = {
    redirectTo: "//evil.test",
    linkToHostId: null,
    zone: "",
    until: Date.now() + MINUTE,
  };
  const text = base64url(new TextEncoder().encode(JSON.stringify(forged)));
  visitor.cookies.set("invito_sign_in_intent", `${text}.${signature}`);
  assert.equal((await visitor.get(callback)).location, "/auth/sign-in?error=issuer-state");
  assert.equal(await signedInHost(visitor), null);
});

Deno.test("issuer: nothing else of Auth.js can be reached", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  const id = await providerIdOf({ kind: "oidc", issuer: issuer.issuer });
  for (
    const path of [
      "session",
      "csrf",
      "providers",
      "signin",
      `signin/${id}`,
      "signout",
      "error",
      "verify-request",
    ]
  ) {
    assert.equal((await startVisit(program.address).get(`/auth/${path}`)).status, 404, path);
    assert.equal(
      (await startVisit(program.address).post(`/auth/${path}`)).status,
      404,
      `POST ${path}`,
    );
  }
});

Deno.test("issuer: the address of before answers too, and only for the issuer that it names", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  const id = await providerIdOf({ kind: "oidc", issuer: issuer.issuer });
  for (
    const [name, location] of [[id, "/dashboard"], ["oidc-x", "/auth/sign-in?error=issuer-none"]]
  ) {
    const visitor = startVisit(program.address);
    const back = await returnFromIssuer(await goToIssuer(visitor));
    assert.match(back, /^\/auth\/callback\?/);
    const answer = await visitor.get(back.replace("callback?", `callback/${name}?`));
    assert.equal(answer.location, location, program.output().log.slice(-500));
  }
});

Deno.test("issuer down: pages are served, sign-in says so, and it works once the issuer is back", async () => {
  const port = freePort(), listen = freePort();
  const issuer = `http://127.0.0.1:${port}`;
  await using program = await startWithIssuer(issuer, listen);
  const ada = await signedInBy(program.address, program.signInLink!);
  assert.equal((await startVisit(program.address).get("/calendar/ada-beck/")).status, 200);
  assert.equal((await ada.get("/dashboard/settings")).status, 200);
  const page = await startVisit(program.address).get("/auth/sign-in");
  assert.equal(page.status, 200);
  assert.match(page.text, /can’t be reached right now/);
  const tried = await startVisit(program.address).post("/auth/sign-in?/startOidc", {
    service: "oidc",
  });
  assert.equal(tried.location, "/auth/sign-in?error=issuer-down");
  const callback = `http://127.0.0.1:${listen}/auth/callback`;
  await using _ = await startIssuer([callback], port);
  const alice = startVisit(program.address);
  const back = new URL(await logInAtIssuer(await goToIssuer(alice), "alice"));
  assert.equal((await alice.get(back.pathname + back.search)).location, "/dashboard");
});
