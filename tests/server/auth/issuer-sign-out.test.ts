import assert from "node:assert/strict";
import { issuerSignOut, keepIssuer } from "$lib/server/auth/issuer-sign-out.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { signInApp } from "../../support/sign-in-app.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";

const issuer = "https://id.example", idToken = "head.claims-of-alice.signature";
const browser = { agent: "", before: null };
const document = {
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  end_session_endpoint: `${issuer}/end`,
};

/** An App at this issuer, and a session that began there. */
async function begun() {
  const app: TestApp = await signInApp({
    oidc: { issuer, name: "", clientId: "invito", clientSecret: "b", domains: [], groups: [] },
  }, {
    fetch: () => Promise.resolve(Response.json({ issuer: app.settings.oidc!.issuer, ...document })),
  });
  const host = await testHost(app), atIssuer = await keepIssuer(app, { issuer, idToken });
  const { session } = await sessions.start(app, host.id, "oidc", browser, atIssuer);
  return { app, session };
}

Deno.test("issuerSignOut: the ID token is kept sealed, and names the account to the issuer alone", async () => {
  const { app, session } = await begun();
  assert.doesNotMatch(JSON.stringify(session), /claims-of-alice/);
  const to = new URL((await issuerSignOut(app, session))!);
  assert.equal(to.origin + to.pathname, document.end_session_endpoint);
  assert.equal(to.searchParams.get("id_token_hint"), idToken);
  assert.equal(to.searchParams.get("post_logout_redirect_uri"), `${app.baseUrl}/`);
});

Deno.test("issuerSignOut: a token that no secret opens any more is left out", async () => {
  const { app, session } = await begun();
  app.sealer = openSealer("f".repeat(64), null);
  const to = new URL((await issuerSignOut(app, session))!);
  assert.deepEqual([to.searchParams.get("id_token_hint"), to.searchParams.get("client_id")], [
    null,
    "invito",
  ]);
});

Deno.test("issuerSignOut: nowhere for other sessions, and where the issuer was replaced", async () => {
  const { app, session } = await begun();
  assert.equal(await issuerSignOut(app, null), null);
  const { session: byLink } = await sessions.start(app, session.hostId, "console", browser);
  assert.equal(await issuerSignOut(app, byLink), null);
  assert.equal(await keepIssuer(app, { issuer: "https://github.com", idToken: null }), null);
  app.settings.oidc!.issuer = "https://new.example";
  assert.equal(await issuerSignOut(app, session), null);
});
