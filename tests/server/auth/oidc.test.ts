import assert from "node:assert/strict";
import { signInByOidc } from "$lib/server/auth/oidc.ts";
import type { Claims } from "$lib/server/auth/issuer-admission.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import { eachHost, getHost } from "$lib/server/store/hosts.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testHost } from "../../support/test-app.ts";
import { signInApp } from "../../support/sign-in-app.ts";

const issuer = "https://id.example";
const intent = {
  redirectTo: "/dashboard",
  linkToHostId: null,
  zone: "Asia/Tokyo",
  language: "en" as const,
};
const claims = (sub: string, more: Partial<Claims> = {}): Claims => ({ sub, ...more });

Deno.test("signInByOidc: two browsers with the same new identity at once end with one host", async () => {
  const app = await signInApp({ signup: "issuer" });
  const entered = await Promise.all(
    Array.from({ length: 8 }, () => signInByOidc(app, issuer, claims("ada"), intent, null)),
  );
  const ids = new Set(entered.map((each) => each.ok ? each.value.id : each.refusal.code));
  assert.equal(ids.size, 1);
  let hosts = 0;
  for await (const _ of eachHost(app.kv)) hosts++;
  assert.equal(hosts, 1);
});

Deno.test("signInByOidc: the same subject of another issuer is another host", async () => {
  const app = await signInApp({ signup: "issuer" });
  const one = await granted(signInByOidc(app, issuer, claims("ada"), intent, null));
  const two = await granted(
    signInByOidc(app, "https://other.example", claims("ada"), intent, null),
  );
  assert(one.id !== two.id);
});

Deno.test("signInByOidc: a new host has the issuer's name, and the browser's zone if the issuer gives none", async () => {
  const app = await signInApp({ signup: "issuer" });
  const claimed = claims("ada", {
    name: " Ada Beck ",
    preferred_username: "ada@corp.example",
    email: "ada@corp.example",
    email_verified: true,
  });
  const { name, username, zone, email, emailVerified } = await granted(
    signInByOidc(app, issuer, claimed, intent, null),
  );
  assert.deepEqual([name, username, zone, email, emailVerified], [
    "Ada Beck",
    "ada",
    "Asia/Tokyo",
    "ada@corp.example",
    true,
  ]);
});

Deno.test("signInByOidc: an address that the issuer does not vouch for stays unverified and opens nothing", async () => {
  const app = await signInApp({ signup: "issuer" });
  const owner = await testHost(app);
  const claimed = claims("mallory", { email: owner.email! });
  const entered = await granted(signInByOidc(app, issuer, claimed, intent, null));
  assert(entered.id !== owner.id && !entered.emailVerified);
});

Deno.test("signInByOidc: adding needs the very host who began it, signed in now", async () => {
  const app = await signInApp({ signup: "issuer" });
  const ada = await testHost(app), grace = await testHost(app, { username: "grace" });
  const adding = { ...intent, linkToHostId: ada.id };
  for (const signedIn of [null, grace]) {
    const refused = await refusal(signInByOidc(app, issuer, claims("x"), adding, signedIn));
    assert.equal(refused.detail, "issuer-elsewhere");
  }
  assert((await signInByOidc(app, issuer, claims("x"), adding, ada)).ok);
  assert((await signInByOidc(app, issuer, claims("x"), adding, ada)).ok, "twice is once");
  const entered = await granted(signInByOidc(app, issuer, claims("x"), intent, null));
  assert(entered.id === ada.id);
});

Deno.test("ways.remove: an issuer goes only while another way stays, and never by another host", async () => {
  const app = await signInApp({ signup: "issuer" });
  const host = await granted(signInByOidc(app, issuer, claims("ada"), intent, null)),
    other = await testHost(app);
  const [method] = (await signInMethods.list(app, host)).identities;
  assert(!(await signInMethods.remove(app, host, method!.hash)).ok, "the only way stays");
  assert.equal(refusal(await signInMethods.remove(app, other, method!.hash)).code, "not-found");
  const adding = { ...intent, linkToHostId: host.id };
  await signInByOidc(app, issuer, claims("second"), adding, (await getHost(app.kv, host.id))!);
  assert((await signInMethods.remove(app, host, method!.hash)).ok);
  const again = await granted(signInByOidc(app, issuer, claims("ada"), intent, null));
  assert(again.id !== host.id, "what was taken away opens nothing any more");
});

Deno.test("signInByOidc: where hosts are invited, an identity that is unknown makes none", async () => {
  const app = await signInApp({ signup: "issuer" });
  const known = await granted(signInByOidc(app, issuer, claims("ada"), intent, null));
  app.settings.signup = "invited";
  const refused = await refusal(signInByOidc(app, issuer, claims("mallory"), intent, null));
  assert.equal(refused.detail, "sign-up-closed");
  assert((await signInByOidc(app, issuer, claims("ada"), intent, null)).ok);
  const adding = { ...intent, linkToHostId: known.id };
  assert((await signInByOidc(app, issuer, claims("another"), adding, known)).ok);
  app.settings.signup = "open";
  assert((await signInByOidc(app, issuer, claims("grace"), intent, null)).ok);
});
