import assert from "node:assert/strict";
import { startFaultyIssuer } from "../support/faulty-issuer.ts";
import { freePort } from "../support/free-port.ts";
import { signedInBy, startVisit, type Visitor } from "../support/http-visitor.ts";
import {
  goToIssuer,
  refreshOf,
  returnFromIssuer,
  signedInHost,
  startWithIssuer,
} from "../support/issuer-visit.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { client, type IssuerShape, logInAtIssuer, startIssuer } from "../support/oidc-issuer.ts";

/** The program at a certified provider, with somebody who is signed in there and here. */
async function signedInThere(shape: IssuerShape = {}, returns?: string[]) {
  const listen = freePort(), port = freePort(), address = `http://127.0.0.1:${listen}`;
  const registered = { post_logout_redirect_uris: returns ?? [`${address}/`] };
  const issuer = await startIssuer([`${address}/auth/callback`], port, registered, shape);
  const program = await startWithIssuer(issuer.issuer, listen);
  const alice = startVisit(program.address);
  const back = new URL(await logInAtIssuer(await goToIssuer(alice), "alice"));
  assert.equal((await alice.get(back.pathname + back.search)).location, "/dashboard");
  const stop = async () => {
    await program[Symbol.asyncDispose]();
    await issuer.stop();
  };
  return { program, issuer, alice, [Symbol.asyncDispose]: stop };
}

/** Signs out here; the session of before opens nothing any more. */
async function signOut(visitor: Visitor, address: string) {
  const copy = startVisit(address, visitor.cookies.get("invito_session"));
  assert((await signedInHost(copy)) !== null);
  const answer = await visitor.post("/auth/sign-out");
  assert(!visitor.cookies.has("invito_session"));
  assert.equal(await signedInHost(copy), null, "over, whatever the issuer does");
  return answer;
}

/** The page of a provider that asks whether to sign out, and its yes; where that leads. */
async function confirmAt(address: string): Promise<string | null> {
  const page = await fetch(address), text = await page.text();
  assert.equal(page.status, 200, text.slice(0, 500));
  const action = /<form[^>]*action="([^"]+)"/.exec(text)![1]!;
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)![1]!;
  const cookie = page.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const answer = await fetch(action, {
    method: "POST",
    body: new URLSearchParams({ xsrf, logout: "yes" }),
    headers: { cookie },
    redirect: "manual",
  });
  await answer.body?.cancel();
  return answer.headers.get("location");
}

Deno.test("sign-out at a certified provider: the session here first, then there by the ID token, and back", async () => {
  await using town = await signedInThere();
  const { program, issuer, alice } = town;
  const answer = await signOut(alice, program.address);
  assert.equal(answer.status, 200);
  assert.match(answer.text, /<h1[^>]*>Sign out at 127\.0\.0\.1:\d+<\/h1>/);
  const to = new URL(refreshOf(answer));
  assert.equal(to.origin + to.pathname, `${issuer.issuer}/session/end`);
  assert.equal(to.searchParams.get("post_logout_redirect_uri"), `${program.address}/`);
  const [, claims] = to.searchParams.get("id_token_hint")!.split(".");
  assert.equal(JSON.parse(atob(claims!.replaceAll("-", "+").replaceAll("_", "/"))).sub, "alice");
  assert.equal(await confirmAt(to.href), `${program.address}/`);
  assert.equal((await alice.get("/auth/sign-out")).location, "/", "a GET ends nothing");
});

Deno.test("sign-out: a return address that the provider does not know stays there, and the session here is over", async () => {
  await using town = await signedInThere({}, []);
  const to = refreshOf(await signOut(town.alice, town.program.address));
  const answer = await fetch(to);
  assert.match(await answer.text(), /post_logout_redirect_uri not registered/);
});

Deno.test("sign-out at a provider without such an address leads home, as before", async () => {
  await using town = await signedInThere({ endsSession: false });
  const answer = await signOut(town.alice, town.program.address);
  assert.deepEqual([answer.status, answer.location], [303, "/"]);
});

Deno.test("sign-out: an issuer that is down, silent or odd keeps nobody signed in", async (t) => {
  await using issuer = startFaultyIssuer();
  const written = Promise.withResolvers<void>();
  using _ = { [Symbol.dispose]: () => written.resolve() };
  const end_session_endpoint = `${issuer.issuer}/end?tenant=a`;
  const enter = async (address: string) => {
    const carol = startVisit(address);
    await carol.get(await returnFromIssuer(await goToIssuer(carol)));
    assert((await signedInHost(carol)) !== null);
    return carol;
  };
  // A document is kept for minutes: each case has a program of its own.
  const addresses: [string, unknown][] = [["null", null], ["a script", "javascript:alert(1)"]];
  for (const [what, stated] of addresses) {
    await t.step(what, async () => {
      issuer.misdeed = { discovery: { end_session_endpoint: stated } };
      await using program = await startWithIssuer(issuer.issuer);
      const answer = await signOut(await enter(program.address), program.address);
      assert.deepEqual([answer.status, answer.location], [303, "/"]);
    });
  }
  const failures = [() => new Response("no", { status: 500 }), async () => {
    await written.promise;
    return new Response();
  }];
  for (const discoveryAnswer of failures) {
    await t.step("not known at that moment", async () => {
      await using folder = await tempFolder();
      const listen = freePort();
      const env = { INVITO_DATA_DIR: folder.path };
      issuer.misdeed = { discovery: { end_session_endpoint } };
      let carol: Visitor;
      {
        await using program = await startWithIssuer(issuer.issuer, listen, env);
        carol = await enter(program.address);
      }
      issuer.misdeed = { discoveryAnswer };
      await using program = await startWithIssuer(issuer.issuer, listen, env);
      const answer = await signOut(carol, program.address);
      assert.deepEqual([answer.status, answer.location], [303, "/"]);
    });
  }
  await t.step("over here before anything is asked of the issuer", async () => {
    await using folder = await tempFolder();
    const listen = freePort();
    const env = { INVITO_DATA_DIR: folder.path };
    issuer.misdeed = { discovery: { end_session_endpoint } };
    let carol: Visitor;
    {
      await using program = await startWithIssuer(issuer.issuer, listen, env);
      carol = await enter(program.address);
    }
    await using program = await startWithIssuer(issuer.issuer, listen, env);
    const copy = startVisit(program.address, carol.cookies.get("invito_session"));
    const seen: unknown[] = [];
    issuer.misdeed = {
      discoveryAnswer: async () => {
        seen.push(await signedInHost(copy));
        return new Response("no", { status: 500 });
      },
    };
    await signOut(carol, program.address);
    assert.deepEqual(seen, [null]);
  });
  await t.step("a token too long for an address: the client's id in its place", async () => {
    issuer.misdeed = {
      discovery: { end_session_endpoint },
      claims: { groups: Array.from({ length: 300 }, (_, n) => `group-number-${n}`) },
    };
    await using program = await startWithIssuer(issuer.issuer);
    const to = new URL(refreshOf(await signOut(await enter(program.address), program.address)));
    assert.deepEqual(Object.fromEntries(to.searchParams), {
      tenant: "a",
      client_id: client.id,
      post_logout_redirect_uri: `${program.address}/`,
    });
  });
  await t.step("a session that began by a link has none there", async () => {
    await using program = await startWithIssuer(issuer.issuer);
    const ada = await signedInBy(program.address, program.signInLink!);
    assert.equal((await signOut(ada, program.address)).location, "/");
  });
});
