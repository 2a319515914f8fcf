import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { type GitHubFault, githubSettings, startFakeGitHub } from "../support/fake-github.ts";
import { startFaultyIssuer } from "../support/faulty-issuer.ts";
import { freePort } from "../support/free-port.ts";
import { signedInBy, startVisit, type Visitor } from "../support/http-visitor.ts";
import {
  goToIssuer,
  returnFromIssuer,
  signedInHost,
  startWithIssuer,
} from "../support/issuer-visit.ts";
import { startProgram } from "../support/program.ts";

const signIn = "/auth/sign-in?/startOidc", adding = "/dashboard/settings?/addSignInMethod";
const { errors } = messages("en").identity;

/** Goes to GitHub and back; where that leads. */
async function byGitHub(visitor: Visitor, page = signIn): Promise<string | null> {
  const to = await goToIssuer(visitor, page, { service: "github" });
  return (await visitor.get(await returnFromIssuer(to))).location;
}

Deno.test("GitHub: a host adds it and signs in with it, by number, through one fixed address", async () => {
  await using github = startFakeGitHub();
  await using program = await startProgram({ env: githubSettings(github.address) });
  const ada = await signedInBy(program.address, program.signInLink!);
  assert.equal(
    await byGitHub(ada, adding),
    "/dashboard/settings?done=sign-in-method",
  );
  assert.equal(github.asked.get("redirect_uri"), `${program.address}/auth/callback`);
  assert.equal(github.asked.get("scope"), "user:email");
  assert.equal(github.asked.get("code_challenge_method"), "S256");
  assert.deepEqual(github.requests, [
    "GET /login/oauth/authorize",
    "POST /login/oauth/access_token",
    "GET /api/v3/user",
    "GET /api/v3/user/emails",
  ]);
  assert.match((await ada.get("/dashboard/settings")).text, />GitHub</);

  github.account = { id: 1001, login: "renamed" };
  github.emails = [];
  const again = startVisit(program.address);
  assert.equal(await byGitHub(again), "/dashboard", "the account is the number, not the login");
  assert.equal((await signedInHost(again)).username, "ada-beck");
  assert.deepEqual([...again.cookies.keys()], ["invito_session"]);
  const { sessions } = JSON.parse((await again.get("/v0/me/sessions")).text);
  assert(sessions.some(({ signedInBy }: { signedInBy: string }) => signedInBy === "github"));

  github.account = { id: 1002, login: "carol", email: "ada@example.org" };
  github.emails = [{ email: "ada@example.org", primary: true, verified: true }];
  const other = startVisit(program.address);
  const closed = "/auth/sign-in?error=sign-up-closed";
  assert.equal(await byGitHub(other), closed, "neither login nor address makes a host of anybody");
  assert.equal(await signedInHost(other), null);
});

Deno.test("GitHub: only where sign-up is open it makes a host, of a verified primary address", async (t) => {
  await using github = startFakeGitHub();
  const env = { ...githubSettings(github.address), INVITO_SIGNUP: "open" };
  await using program = await startProgram({ env });
  const primary = { email: "carol@example.test", primary: true };
  const other = { email: "other@example.test", primary: false, verified: true };
  const noEmail = "/auth/sign-in?error=issuer-no-email";
  const cases: [string, typeof github.emails, GitHubFault, string][] = [
    ["no address", [], {}, noEmail],
    ["one that is not verified", [{ ...primary, verified: false }], {}, noEmail],
    [
      "a verified one that is not the primary",
      [{ ...primary, verified: false }, other],
      {},
      noEmail,
    ],
    ["a text that is no address", [{ ...primary, email: "x", verified: true }], {}, noEmail],
    ["a refusal to tell", [], {
      emails: () => Response.json({ message: "Resource not accessible" }, { status: 403 }),
    }, "/auth/sign-in?error=issuer-failed"],
    [
      "another form",
      [],
      { emails: () => Response.json({ message: "no list" }) },
      "/auth/sign-in?error=issuer-failed",
    ],
  ];
  github.account = { id: 7, login: "carol", name: "Carol Case", email: "public@example.test" };
  for (const [what, emails, fault, expected] of cases) {
    await t.step(what, async () => {
      Object.assign(github, { emails, fault });
      const visitor = startVisit(program.address);
      assert.equal(await byGitHub(visitor), expected, program.output().log.slice(-800));
      assert.equal(await signedInHost(visitor), null);
    });
  }
  Object.assign(github, { emails: [other, { ...primary, verified: true }], fault: {} });
  const carol = startVisit(program.address);
  assert.equal(await byGitHub(carol), "/dashboard", program.output().log.slice(-800));
  const { name, username, email, emailVerified } = await signedInHost(carol);
  assert.deepEqual([name, username, email, emailVerified], [
    "Carol Case",
    "carol",
    primary.email,
    true,
  ]);
});

Deno.test("GitHub: each wrong answer leads back with its sentence, and to no session", async (t) => {
  await using github = startFakeGitHub();
  const env = { ...githubSettings(github.address), INVITO_SIGNUP: "open" };
  await using program = await startProgram({ env });
  const token = (error: string, status = 200) => ({
    token: () => Response.json({ error }, { status }),
  });
  const cases: [string, GitHubFault, string][] = [
    ["a no of the person", { back: { error: "access_denied" } }, "issuer-denied"],
    ["another callback address", { back: { error: "redirect_uri_mismatch" } }, "issuer-setup"],
    ["another state", { back: { code: "x", state: "forged" } }, "issuer-state"],
    [
      "an answer of another issuer",
      { back: { code: "x", iss: "https://evil.test" } },
      "issuer-issuer",
    ],
    ["a used code", token("bad_verification_code"), "issuer-code"],
    ["a wrong secret", token("incorrect_client_credentials"), "issuer-client"],
    ["an address that is not verified", token("unverified_user_email"), "issuer-no-email"],
    ["an unknown error", token("something_else"), "issuer-failed"],
    ["no token", { token: () => Response.json({}) }, "issuer-failed"],
    ["a page", { token: () => new Response("<p>") }, "issuer-failed"],
    ["a failure", { user: () => new Response("no", { status: 502 }) }, "issuer-failed"],
    ["no number", { user: () => Response.json({ login: "carol" }) }, "issuer-failed"],
    [
      "a number as a text",
      { user: () => Response.json({ id: "1001", login: "c" }) },
      "issuer-failed",
    ],
  ];
  for (const [what, fault, error] of cases) {
    await t.step(`${what} - ${error}`, async () => {
      github.fault = fault;
      const visitor = startVisit(program.address);
      const expected = `/auth/sign-in?error=${error}`;
      assert.equal(await byGitHub(visitor), expected, program.output().log.slice(-800));
      assert.equal(await signedInHost(visitor), null);
      assert((await visitor.get(expected)).text.includes(errors[error]!));
    });
  }
  assert.doesNotMatch(program.output().log, /gho_x|github-secret/);
});

Deno.test("GitHub: without an answer it is given up, and the page does not wait", async () => {
  await using github = startFakeGitHub();
  await using program = await startProgram({ env: githubSettings(github.address) });
  const never = Promise.withResolvers<Response>();
  using _ = { [Symbol.dispose]: () => never.resolve(new Response()) };
  github.fault = { token: () => never.promise };
  const carol = startVisit(program.address);
  const back = byGitHub(carol);
  assert.equal((await startVisit(program.address).get("/auth/sign-in")).status, 200);
  assert.equal(await back, "/auth/sign-in?error=issuer-down", program.output().log.slice(-800));
});

Deno.test("GitHub beside an issuer: both buttons, one address, and an answer of one is none of the other", async () => {
  await using github = startFakeGitHub();
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer, freePort(), {
    ...githubSettings(github.address),
    INVITO_OIDC_NAME: "Beispiel & Söhne",
  });
  const page = await startVisit(program.address).get("/auth/sign-in");
  assert.match(page.text, /Continue with Beispiel &amp; Söhne<[\s\S]*Continue with GitHub</);

  const carol = startVisit(program.address);
  const to = await goToIssuer(carol);
  const callback = new URL(to).searchParams.get("redirect_uri");
  assert.equal(callback, `${program.address}/auth/callback`);
  assert.equal((await carol.get(await returnFromIssuer(to))).location, "/dashboard");
  // The issuer makes hosts here, GitHub does not.
  assert.equal(await byGitHub(startVisit(program.address)), "/auth/sign-in?error=sign-up-closed");

  const crossed = startVisit(program.address);
  await goToIssuer(crossed);
  const ofIssuer = new Map(crossed.cookies);
  const atGitHub = await goToIssuer(crossed, signIn, { service: "github" });
  const answer = await returnFromIssuer(atGitHub);
  crossed.cookies.set("invito_sign_in_intent", ofIssuer.get("invito_sign_in_intent")!);
  assert.equal((await crossed.get(answer)).location, "/auth/sign-in?error=issuer-state");
  assert.equal(await signedInHost(crossed), null);
});

Deno.test("GitHub is no way past an issuer that is to be asked every time", async () => {
  await using github = startFakeGitHub();
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer, freePort(), {
    ...githubSettings(github.address),
    INVITO_OIDC_GROUPS: "staff",
  });
  issuer.misdeed = { claims: { groups: ["staff"] } };
  const carol = startVisit(program.address);
  await carol.get(await returnFromIssuer(await goToIssuer(carol)));
  assert.equal(
    await byGitHub(carol, adding),
    "/dashboard/settings?done=sign-in-method",
  );
  const late = startVisit(program.address), expected = "/auth/sign-in?error=issuer-not-github";
  assert.equal(await byGitHub(late), expected);
  assert.equal(await signedInHost(late), null);
  assert((await late.get(expected)).text.includes(errors["issuer-not-github"]!));
});
