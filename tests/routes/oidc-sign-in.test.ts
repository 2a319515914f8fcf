import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { type IssuerFault, startFaultyIssuer } from "../support/faulty-issuer.ts";
import { logInAtIssuer, startIssuer } from "../support/oidc-issuer.ts";
import { freePort } from "../support/free-port.ts";
import { signedInBy, startVisit } from "../support/http-visitor.ts";
import {
  goToIssuer,
  returnFromIssuer,
  signedInHost,
  startWithIssuer,
} from "../support/issuer-visit.ts";
import { testSecret } from "../support/test-app.ts";

Deno.test("issuer: a host per (issuer, sub), never joined by mail address; no session of Auth.js is left behind", async () => {
  const listen = freePort();
  const issuerPort = freePort();
  const issuer = `http://127.0.0.1:${issuerPort}`;
  const callback = `http://127.0.0.1:${listen}/auth/callback`;
  await using _ = await startIssuer([callback], issuerPort);
  await using program = await startWithIssuer(issuer, listen);
  const signIn = async (login: string) => {
    const visitor = startVisit(program.address);
    const to = await goToIssuer(visitor, "/auth/sign-in?/startOidc", { to: "/dashboard/settings" });
    const requested = new URL(to).searchParams;
    for (const check of ["state", "nonce", "code_challenge"]) assert(requested.get(check), check);
    assert.equal(requested.get("code_challenge_method"), "S256");
    const back = new URL(await logInAtIssuer(to, login));
    const answer = await visitor.get(back.pathname + back.search);
    assert.equal(answer.location, "/dashboard/settings", program.output().log);
    return visitor;
  };
  const alice = await signIn("alice");
  assert.deepEqual([...alice.cookies.keys()], ["invito_session"]);
  const aliceIs = await signedInHost(alice);
  assert.equal(aliceIs.username, "alice");
  assert.equal(aliceIs.timezone, "Europe/Berlin");
  assert.equal(aliceIs.emailVerified, true);
  assert.equal((await signedInHost(await signIn("alice"))).id, aliceIs.id, "the same person again");

  const twin = await signedInHost(await signIn("twin"));
  assert.notEqual(twin.id, aliceIs.id, "the same address is not the same person");
  const unverified = await signedInHost(await signIn("unverified"));
  assert.equal(unverified.emailVerified, false);
  const noemail = await signedInHost(await signIn("noemail"));
  assert.equal(noemail.email, null);
  assert.equal(noemail.username, "no-email");
});

Deno.test("issuer: the claims of the ID token are enough, those of userinfo come in addition", async (t) => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  const full = { email_verified: true, name: "Dora Day" };
  const withoutUserinfo: [string, IssuerFault][] = [
    ["no endpoint", { discovery: { userinfo_endpoint: undefined } }],
    ["a failure", { userinfoAnswer: () => new Response("no", { status: 500 }) }],
    ["a refusal", { userinfoAnswer: () => Response.json({ error: "no" }, { status: 403 }) }],
    ["a page", { userinfoAnswer: () => new Response("<p>") }],
    ["half an object", {
      userinfoAnswer: () =>
        new Response('{"sub":', { headers: { "content-type": "application/json" } }),
    }],
    ["encrypted", {
      userinfoAnswer: () =>
        new Response("a.b.c.d.e", { headers: { "content-type": "application/jwt" } }),
    }],
    ["signed for nobody", { signed: { claims: { aud: undefined, name: "Eve" } } }],
  ];
  for (const [what, misdeed] of withoutUserinfo) {
    await t.step(what, async () => {
      // A document is kept for minutes.
      await using own = misdeed.discovery ? await startWithIssuer(issuer.issuer) : null;
      const { address } = own ?? program;
      const sub = `dora, ${what}`, email = `${what.replaceAll(" ", "-")}@example.test`;
      issuer.misdeed = { ...misdeed, claims: { sub, email, ...full }, userinfo: { sub } };
      const dora = startVisit(address);
      const answer = await dora.get(await returnFromIssuer(await goToIssuer(dora)));
      assert.equal(answer.location, "/dashboard", program.output().log.slice(-500));
      const host = await signedInHost(dora);
      assert.deepEqual([host.name, host.email, host.emailVerified], [full.name, email, true]);
    });
  }
  await t.step("signed userinfo", async () => {
    issuer.misdeed = {
      claims: { sub: "erin" },
      userinfo: { sub: "erin", name: "Erin" },
      signed: {},
    };
    const erin = startVisit(program.address);
    await erin.get(await returnFromIssuer(await goToIssuer(erin)));
    assert.equal((await signedInHost(erin)).name, "Erin");
  });
  await t.step("a host who exists signs in, a new one would lack an address", async () => {
    const userinfoAnswer = () => new Response("no", { status: 500 });
    for (
      const [sub, location] of [["erin", "/dashboard"], [
        "new",
        "/auth/sign-in?error=issuer-failed",
      ]]
    ) {
      issuer.misdeed = { claims: { sub }, userinfoAnswer };
      const visitor = startVisit(program.address);
      const answer = await visitor.get(await returnFromIssuer(await goToIssuer(visitor)));
      assert.equal(answer.location, location);
    }
  });
});

Deno.test("issuer: a token endpoint that is written in an unusual way is asked as it should be", async () => {
  await using issuer = startFaultyIssuer();
  const token_endpoint = `${issuer.issuer.replace("http:", "HTTP:")}/./token`;
  issuer.misdeed = { discovery: { token_endpoint } };
  await using program = await startWithIssuer(issuer.issuer);
  const carol = startVisit(program.address);
  const answer = await carol.get(await returnFromIssuer(await goToIssuer(carol)));
  assert.equal(answer.location, "/dashboard", program.output().log.slice(-500));
});

Deno.test("issuer: the signed userinfo of a certified provider is verified and taken", async () => {
  const listen = freePort(), port = freePort(), issuer = `http://127.0.0.1:${port}`;
  const callback = `http://127.0.0.1:${listen}/auth/callback`;
  await using _ = await startIssuer([callback], port, { userinfo_signed_response_alg: "RS256" });
  await using program = await startWithIssuer(issuer, listen, {
    INVITO_OIDC_DOMAINS: "example.test",
  });
  const alice = startVisit(program.address);
  const back = new URL(await logInAtIssuer(await goToIssuer(alice), "alice"));
  assert.equal((await alice.get(back.pathname + back.search)).location, "/dashboard");
  assert.equal((await signedInHost(alice)).email, "alice@example.test");
});

Deno.test("issuer: over https all cookies of the exchange belong to this host alone", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer, freePort(), {
    INVITO_BASE_URL: "https://meet.example.org",
  });
  const visitor = startVisit(program.address);
  const ours = { origin: "https://meet.example.org" };
  const begun = await visitor.post(
    "/auth/sign-in?/startOidc",
    { service: "oidc", zone: "UTC" },
    ours,
  );
  assert.equal(begun.setCookies.length, 4);
  const to = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(begun.text)![1]!;
  const ended = await visitor.get(await returnFromIssuer(to.replaceAll("&amp;", "&")));
  assert.equal(ended.location, "/dashboard", program.output().log);
  for (const line of [...begun.setCookies, ...ended.setCookies]) {
    assert.match(line, /^__Host-[^;]+;.*Path=\/(;|$)/i);
    assert.match(line, /;\s*Secure(;|$)/i);
    assert.doesNotMatch(line, /domain=/i);
  }
  assert.deepEqual([...visitor.cookies.keys()], ["__Host-invito_session"]);
});

Deno.test("issuer: a signed-in host adds it in settings; the identity of another host is refused", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  const { address } = program;
  const ada = await signedInBy(address, program.signInLink!);
  const adaIs = await signedInHost(ada);
  const added = await ada.get(
    await returnFromIssuer(await goToIssuer(ada, "/dashboard/settings?/addSignInMethod")),
  );
  assert.equal(added.location, "/dashboard/settings?done=sign-in-method", program.output().log);
  const again = startVisit(address);
  await again.get(await returnFromIssuer(await goToIssuer(again)));
  assert.equal((await signedInHost(again)).id, adaIs.id);

  issuer.misdeed = { claims: { sub: "dave" }, userinfo: { sub: "dave" } };
  const dave = startVisit(address);
  await dave.get(await returnFromIssuer(await goToIssuer(dave)));
  assert.notEqual((await signedInHost(dave)).id, adaIs.id);
  const refused = await ada.get(
    await returnFromIssuer(await goToIssuer(ada, "/dashboard/settings?/addSignInMethod")),
  );
  assert.equal(refused.location, "/dashboard/settings?error=issuer-taken");

  const callback = await returnFromIssuer(
    await goToIssuer(ada, "/dashboard/settings?/addSignInMethod"),
  );
  await ada.post("/auth/sign-out");
  const elsewhere = await ada.get(callback);
  assert.equal(elsewhere.location, "/auth/sign-in?error=issuer-elsewhere");
});

Deno.test("issuer: who may become a host, and who may sign in, is asked every time", async () => {
  await using issuer = startFaultyIssuer();
  const visit = async (address: string, claims: Record<string, unknown>) => {
    issuer.misdeed = { claims, userinfo: { sub: claims.sub } };
    const visitor = startVisit(address);
    return (await visitor.get(await returnFromIssuer(await goToIssuer(visitor)))).location;
  };
  await using invited = await startWithIssuer(issuer.issuer, freePort(), {
    INVITO_SIGNUP: "invited",
  });
  const closed = "/auth/sign-in?error=sign-up-closed";
  assert.equal(await visit(invited.address, { sub: "mallory" }), closed);
  const page = await startVisit(invited.address).get(closed);
  assert.match(page.text, /Sign-up is closed.*New here\?/s);

  await using program = await startWithIssuer(issuer.issuer, freePort(), {
    INVITO_OIDC_GROUPS: "staff",
    INVITO_OIDC_DOMAINS: "example.org",
  });
  const refused = "/auth/sign-in?error=issuer-not-allowed";
  const ada = { sub: "ada", groups: ["staff"], email: "ada@example.org", email_verified: true };
  assert.equal(await visit(program.address, ada), "/dashboard");
  assert.equal(await visit(program.address, { ...ada, groups: undefined }), refused);
  assert.equal(await visit(program.address, { ...ada, email_verified: false }), refused);
  assert.equal(await visit(program.address, { ...ada, groups: ["guests"], sub: "new" }), refused);
  assert.match(
    (await startVisit(program.address).get(refused)).text,
    /isn’t one of those that may/,
  );
});

Deno.test("issuer: with one set up, the console's link still signs in", async () => {
  await using issuer = startFaultyIssuer();
  await using program = await startWithIssuer(issuer.issuer);
  await signedInBy(program.address, program.signInLink!);
  const token = await createConsoleLink(testSecret, {
    username: "ada-beck",
    expiresAt: Date.now() + MINUTE,
  });
  const ada = await signedInBy(program.address, `${program.address}/auth/verify?token=${token}`);
  assert.equal((await signedInHost(ada)).username, "ada-beck");
});
