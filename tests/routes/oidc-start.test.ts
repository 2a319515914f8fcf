import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { startFaultyIssuer } from "../support/faulty-issuer.ts";
import { signedInBy, startVisit } from "../support/http-visitor.ts";
import {
  goToIssuer,
  returnFromIssuer,
  signedInHost,
  startWithIssuer,
} from "../support/issuer-visit.ts";

const { errors } = messages("en").identity;

Deno.test("issuer: a document that does not fit leads back with its sentence, from both pages", async (t) => {
  await using issuer = startFaultyIssuer();
  const own = `${issuer.issuer}/realms/home`;
  await using program = await startWithIssuer(own);
  const ada = await signedInBy(program.address, program.signInLink!);
  const says = (discovery: Record<string, unknown>) => ({ discovery });
  const answers = (text: string, init: ResponseInit = {}) => ({
    discoveryAnswer: () => new Response(text, init),
  });
  const cases: [string, typeof issuer.misdeed, "issuer-setup" | "issuer-down", RegExp][] = [
    [
      "a last slash",
      says({ issuer: `${own}/` }),
      "issuer-setup",
      /set INVITO_OIDC_ISSUER to \S+\/"/,
    ],
    ["https", says({ issuer: "https://127.0.0.1" }), "issuer-setup", /to https:\/\/127\.0\.0\.1"/],
    [
      "a template",
      says({ issuer: "https://login.example/{tenantid}/v2.0" }),
      "issuer-setup",
      /with its ID/,
    ],
    ["an issuer that is no address", says({ issuer: "x\u001b y" }), "issuer-setup", /says x\?\?y/],
    ["no issuer", says({ issuer: undefined }), "issuer-setup", /no valid issuer/],
    [
      "no authorization endpoint",
      says({ authorization_endpoint: undefined }),
      "issuer-setup",
      /authorization_endpoint/,
    ],
    [
      "a script for it",
      says({ authorization_endpoint: "javascript:alert(1)" }),
      "issuer-setup",
      /authorization_endpoint/,
    ],
    [
      "a page",
      answers("<!doctype html>", { headers: { "content-type": "text/html" } }),
      "issuer-setup",
      /not a discovery document/,
    ],
    ["half a document", answers('{"issuer":'), "issuer-setup", /not a discovery document/],
    ["nothing there", answers("no", { status: 404 }), "issuer-down", /answers 404/],
    ["a failure", answers("no", { status: 500 }), "issuer-down", /answers 500/],
    [
      "a redirect",
      answers("", { status: 301, headers: { location: "https://id.test/" } }),
      "issuer-down",
      /leads to https:\/\/id\.test\//,
    ],
  ];
  for (const [what, misdeed, error, logged] of cases) {
    await t.step(what, async () => {
      issuer.misdeed = misdeed;
      const visitor = startVisit(program.address);
      const pressed = await visitor.post("/auth/sign-in?/startOidc", {
        service: "oidc",
        zone: "UTC",
      });
      assert.deepEqual([pressed.status, pressed.location], [303, `/auth/sign-in?error=${error}`]);
      assert((await visitor.get(pressed.location!)).text.includes(errors[error]!));
      assert.match(program.output().log.trim().split("\n").at(-1)!, logged);
      const adding = await ada.post("/dashboard/settings?/addSignInMethod", {
        service: "oidc",
      });
      assert.equal(adding.location, `/dashboard/settings?error=${error}`);
      assert((await ada.get(adding.location!)).text.includes(errors[error]!));
    });
  }
  issuer.misdeed = { claims: { iss: own } };
  const carol = startVisit(program.address);
  await carol.get(await returnFromIssuer(await goToIssuer(carol)));
  assert((await signedInHost(carol)) !== null, "a failure is not kept");
});

Deno.test("issuer: a page does not wait for a slow document, and the press takes it", async () => {
  await using issuer = startFaultyIssuer();
  const document = await (await fetch(`${issuer.issuer}/.well-known/openid-configuration`)).text();
  const written = Promise.withResolvers<void>();
  using _ = { [Symbol.dispose]: () => written.resolve() };
  issuer.misdeed = {
    discoveryAnswer: async () => {
      await written.promise;
      return new Response(document);
    },
  };
  issuer.discoveries = 0;
  await using program = await startWithIssuer(issuer.issuer);
  const page = await startVisit(program.address).get("/auth/sign-in");
  assert.match(page.text, /Continue with/);
  assert.doesNotMatch(page.text, /127[.\d:]+ can’t be reached/);
  const carol = startVisit(program.address), pressed = goToIssuer(carol);
  written.resolve();
  await carol.get(await returnFromIssuer(await pressed));
  assert((await signedInHost(carol)) !== null);
  assert.equal(issuer.discoveries, 1, "one document for the page, the press and the way back");
});
