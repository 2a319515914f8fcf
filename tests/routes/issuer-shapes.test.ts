/** What the pages of docs/sign-in name as traps, as far as a certified provider can be set up so. */
import assert from "node:assert/strict";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { signInFindings } from "../../src/tasks/doctor/sign-in.ts";
import { freePort } from "../support/free-port.ts";
import { startVisit } from "../support/http-visitor.ts";
import { goToIssuer, signedInHost, startWithIssuer } from "../support/issuer-visit.ts";
import { client, type IssuerShape, logInAtIssuer, startIssuer } from "../support/oidc-issuer.ts";
import { testApp } from "../support/test-app.ts";

const openid = ["sub"], profile = ["name"];

/** Who is signed in after visiting an issuer of this shape, and where the callback leads. */
async function enter(shape: IssuerShape, env: Record<string, string> = {}, configured?: string) {
  const listen = freePort(), port = freePort();
  const callback = `http://127.0.0.1:${listen}/auth/callback`;
  await using issuer = await startIssuer([callback], port, {}, shape);
  await using program = await startWithIssuer(configured ?? issuer.issuer, listen, env);
  const visitor = startVisit(program.address);
  const to = await goToIssuer(visitor);
  const back = new URL(await logInAtIssuer(to, "unsaid"));
  const { location } = await visitor.get(back.pathname + back.search);
  const findings = await doctor(issuer.issuer, env);
  return { location, host: await signedInHost(visitor), to: new URL(to), findings };
}

/** What the doctor says of an issuer with these settings. */
async function doctor(issuer: string, env: Record<string, string>): Promise<string> {
  using app = await testApp({ fetch: openOutbound({ allow: ["127.0.0.1"] }) });
  app.settings.oidc = {
    issuer,
    name: "",
    clientId: client.id,
    clientSecret: client.secret,
    domains: env.INVITO_OIDC_DOMAINS ? [env.INVITO_OIDC_DOMAINS] : [],
    groups: env.INVITO_OIDC_GROUPS ? [env.INVITO_OIDC_GROUPS] : [],
  };
  return (await signInFindings(app)).map(({ text }) => text).join("\n");
}

const refused = "/auth/sign-in?error=issuer-not-allowed";

Deno.test("an issuer without email_verified, as Entra: the address opens nothing, and the doctor says so", async () => {
  const shape = { claims: { openid, profile, email: ["email"] } };
  const plain = await enter(shape);
  assert.equal(plain.location, "/dashboard");
  assert.deepEqual([plain.host.email, plain.host.emailVerified], ["unsaid@example.test", false]);
  assert.doesNotMatch(plain.findings, /claim/);
  const restricted = await enter(shape, { INVITO_OIDC_DOMAINS: "example.test" });
  assert.deepEqual([restricted.location, restricted.host], [refused, null]);
  assert.match(restricted.findings, /INVITO_OIDC_DOMAINS is set.*claim email_verified/);
});

Deno.test("an issuer without groups lets nobody in where groups are set; with a scope of them it is asked", async () => {
  const env = { INVITO_OIDC_GROUPS: "staff" };
  const without = await enter({ claims: { openid, profile, email: ["email"] } }, env);
  assert.deepEqual([without.location, without.host], [refused, null]);
  assert.equal(without.to.searchParams.get("scope"), "openid profile email");
  assert.match(without.findings, /INVITO_OIDC_GROUPS is set.*claim groups/);
  const groups = ["groups"];
  const withScope = await enter({ claims: { openid, profile, email: ["email"], groups } }, env);
  assert.equal(withScope.to.searchParams.get("scope"), "openid profile email groups");
  assert.equal(withScope.location, "/dashboard");
  const inProfile = await enter(
    { claims: { openid, profile: ["name", "groups"], email: [] } },
    env,
  );
  assert.equal(inProfile.location, "/dashboard", "sent without being asked for");
});

Deno.test("an issuer with a path and a last slash, as Authentik, is configured with it", async () => {
  const entered = await enter({ path: "/application/o/invito/" });
  assert.equal(entered.location, "/dashboard");
  assert.match(entered.findings, /\/application\/o\/invito\/ is reachable/);
  assert.match(entered.findings, /sent back to \S+\/auth\/callback after/);
  assert.match(entered.findings, /leads back to \S+\/ after signing out/);
});
