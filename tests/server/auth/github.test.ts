import assert from "node:assert/strict";
import { openGitHub } from "$lib/server/auth/github-service.ts";
import type { Claims } from "$lib/server/auth/issuer-admission.ts";
import { signInByGitHub, signInByOidc } from "$lib/server/auth/oidc.ts";
import { providerIdOf, serviceOf } from "$lib/server/auth/sign-in-services.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { githubClient, startFakeGitHub } from "../../support/fake-github.ts";
import { granted, refusal } from "../../support/granted.ts";
import { signInApp } from "../../support/sign-in-app.ts";
import { testHost } from "../../support/test-app.ts";

const github = "https://github.com", issuer = "https://id.example";
const intent = {
  redirectTo: "/dashboard",
  linkToHostId: null,
  zone: "UTC",
  language: "en" as const,
};
const carol: Claims = {
  sub: "1001",
  preferred_username: "carol",
  email: "carol@example.test",
  email_verified: true,
};

Deno.test("signInByGitHub: unknown accounts become hosts only with open sign-up and a verified address", async () => {
  const app = await signInApp();
  for (const signup of ["invited", "issuer"] as const) {
    app.settings.signup = signup;
    const refused = await refusal(signInByGitHub(app, github, carol, intent, null));
    assert.equal(refused.detail, "sign-up-closed");
  }
  app.settings.signup = "open";
  const without = { sub: "1002", preferred_username: "dora" };
  const email = { email: "dora@example.test", email_verified: false };
  for (const claims of [without, { ...without, ...email }]) {
    const refused = await refusal(signInByGitHub(app, github, claims, intent, null));
    assert.equal(refused.detail, "issuer-no-email");
  }
  const late = signInByGitHub(app, github, without, intent, null, "issuer-down");
  assert.equal((await refusal(late)).detail, "issuer-down", "it may have an address");
  const entered = await granted(signInByGitHub(app, github, carol, intent, null));
  app.settings.signup = "invited";
  const again = signInByGitHub(app, github, { sub: carol.sub }, intent, null, "issuer-down");
  assert.equal((await granted(again)).id, entered.id, "a host needs the number alone");
});

Deno.test("signInByGitHub: an address or a login of a host is no account of theirs", async () => {
  const app = await signInApp({ signup: "open" });
  const host = await testHost(app);
  const claims = { ...carol, email: host.email!, preferred_username: host.username };
  const entered = await granted(signInByGitHub(app, github, claims, intent, null));
  assert(entered.id !== host.id && entered.username !== host.username);
  const elsewhere = await granted(
    signInByGitHub(
      app,
      "https://git.example.org",
      { ...carol, email: "c@example.test" },
      intent,
      null,
    ),
  );
  assert.notEqual(elsewhere.id, entered.id, "numbers are those of one server");
});

Deno.test("signInByGitHub: a name there becomes one line here", async () => {
  const app = await signInApp({ signup: "open" });
  const claims = { ...carol, name: "Carol\r\nBcc: x@example.test\u001b[2J" };
  const entered = await granted(signInByGitHub(app, github, claims, intent, null));
  assert.equal(entered.name, "Carol Bcc: x@example.test [2J");
});

Deno.test("signInByGitHub: no way past an issuer whose conditions are asked about every time", async () => {
  const oidc = {
    issuer,
    name: "",
    clientId: "a",
    clientSecret: "b",
    domains: [],
    groups: ["staff"],
  };
  const app = await signInApp({ signup: "open", oidc });
  const claims = { sub: "ada", groups: ["staff"] };
  const ada = await granted(signInByOidc(app, issuer, claims, intent, null));
  const adding = { ...intent, linkToHostId: ada.id };
  assert((await signInByGitHub(app, github, carol, adding, ada)).ok);
  const refused = await refusal(signInByGitHub(app, github, carol, intent, null));
  assert.equal(refused.detail, "issuer-not-github");
  app.settings.oidc = { ...oidc, groups: [] };
  assert.equal((await granted(signInByGitHub(app, github, carol, intent, null))).id, ada.id);
});

Deno.test("GitHub's answer: the number, and of the addresses the verified primary one alone", async () => {
  await using server = startFakeGitHub();
  const fetch = openOutbound({ allow: ["127.0.0.1"] });
  const app = await signInApp({
    github: {
      clientId: githubClient.id,
      clientSecret: githubClient.secret,
      baseUrl: server.address,
    },
  }, { fetch });
  const service = await openGitHub(app, serviceOf(app, "github")!);
  const ask = () =>
    service.readAnswer(
      { accessToken: "gho_x", claims: {}, idToken: null },
      (input, init) => fetch(String(input), init as RequestInit),
    );
  server.account = { id: 1001, login: "carol", name: "", email: "public@example.test" };
  server.emails = [
    { email: "first@example.test", primary: false, verified: true },
    { email: "carol@example.test", primary: true, verified: true },
  ];
  const answer = await ask();
  assert.equal(answer?.issuer, server.address);
  const { sub, name, email, email_verified } = answer.claims;
  assert.deepEqual([sub, name, email, email_verified], [
    "1001",
    "carol",
    "carol@example.test",
    true,
  ]);
  server.emails[1]!.verified = false;
  assert.equal((await ask())!.claims.email, undefined);
});

Deno.test("providerIdOf: another for each kind and each address", async () => {
  const ids = await Promise.all([
    providerIdOf({ kind: "oidc", issuer }),
    providerIdOf({ kind: "github", issuer }),
    providerIdOf({ kind: "github", issuer: github }),
  ]);
  assert.equal(new Set(ids).size, 3);
  for (const id of ids) assert.match(id, /^(oidc|github)-[\w-]{16}$/);
});
