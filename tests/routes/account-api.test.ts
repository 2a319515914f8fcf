import assert from "node:assert/strict";
import * as api from "$lib/server/api/account.ts";
import * as signIn from "$lib/server/api/sign-in-methods.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import { getHost, getOpenHost } from "$lib/server/store/hosts.ts";
import { addIdentity } from "$lib/server/store/identities.ts";
import { sessionCaller } from "../support/call-operation.ts";
import { closureInput, fullAccount } from "../support/full-account.ts";
import { granted } from "../support/granted.ts";
import { signInApp } from "../support/sign-in-app.ts";
import { testHost } from "../support/test-app.ts";
import { runDue } from "../support/job-runs.ts";

const browser = { agent: "", before: null };

Deno.test("email over the API: changed once the new address is verified, the link sent again", async () => {
  const whole = await fullAccount(), { app } = whole;
  const call = sessionCaller(app, whole.session);
  const none = await call(api.sendVerification);
  assert.deepEqual([none.status, none.problem.code], [409, "changed"], "nothing waits");

  const email = "ada@countess.example", sent = whole.emails.length;
  const { answer } = await call(api.changeEmail, { body: { email } });
  assert.deepEqual([answer.email, answer.pendingEmail, answer.mailed], [
    "ada@example.org",
    email,
    true,
  ]);
  const again = await call(api.sendVerification);
  assert.equal(again.answer.email, email);
  await runDue(app);
  assert.deepEqual(whole.emails.slice(sent).map(({ to }) => to.address), [email, email]);
  assert.equal((await call(api.getEmail)).answer.pendingEmail, email);
  assert.equal((await call(api.changeEmail, { body: { email: "ada" } })).problem.code, "invalid");
});

Deno.test("email over the API: at once and unverified where the site sends none", async () => {
  const app = await signInApp({}, { sendMail: null });
  const host = await testHost(app);
  const { secret } = await sessions.start(app, host.id, "console", browser);
  const call = sessionCaller(app, secret);
  const { answer } = await call(api.changeEmail, { body: { email: "new@example.org" } });
  assert.deepEqual([answer.email, answer.emailVerified, answer.mailed], [
    "new@example.org",
    false,
    false,
  ]);
  assert.equal(
    (await call(api.sendVerification)).problem.fields.email,
    "This site can’t send email.",
  );
});

Deno.test("sessions over the API: listed, ended one by one or all others at once, never another host's", async () => {
  const app = await signInApp();
  const ada = await testHost(app);
  const eve = await testHost(app, { username: "eve", email: "eve@example.org" });
  const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  const start = (id: string) => sessions.start(app, id, "magic-link", { agent, before: null });
  const [here, phone, tablet] = [await start(ada.id), await start(ada.id), await start(ada.id)];
  const foreign = await start(eve.id);
  const call = sessionCaller(app, here!.secret);

  const { answer: { sessions: found } } = await call(signIn.listSessions);
  assert.equal(found.length, 3);
  assert.deepEqual(found.filter(({ current }) => current).map(({ id }) => id), [
    here!.session.hash,
  ]);
  assert.deepEqual(found[0]!.device, { browser: "Firefox", system: "Linux" });

  const end = (id: string) => call(signIn.endSession, { params: { id } });
  assert.equal((await end(foreign.session.hash)).status, 404);
  assert.equal((await end(phone!.session.hash)).status, 200);
  assert.equal(await sessions.find(app, phone!.secret), null);
  assert.equal((await call(signIn.endOtherSessions)).status, 200);
  assert.equal(await sessions.find(app, tablet!.secret), null);
  assert((await sessions.find(app, here!.secret)) && (await sessions.find(app, foreign.secret)));
});

Deno.test("sign-in methods over the API: listed and removed, not the last one nor another host's", async () => {
  const app = await signInApp({}, { sendMail: null });
  const ada = await testHost(app), eve = await testHost(app, { username: "eve" });
  const add = (hostId: string, hash: string) =>
    addIdentity(app.kv, hostId, { hash, issuer: `https://${hash}.example` });
  assert(await add(ada.id, "one") && await add(ada.id, "two") && await add(eve.id, "three"));
  const { secret } = await sessions.start(app, ada.id, "oidc", browser);
  const call = sessionCaller(app, secret);
  const remove = (id: string) => call(signIn.removeSignInMethod, { params: { id } });

  const { answer } = await call(signIn.listSignInMethods);
  assert.deepEqual(answer.signInMethods.map(({ issuer }) => issuer).sort(), [
    "https://one.example",
    "https://two.example",
  ]);
  assert.equal((await remove("three")).status, 404);
  assert.equal((await remove("one")).status, 200);
  const last = await remove("two");
  assert.deepEqual([last.status, last.problem.code], [409, "changed"]);
  const fay = await testHost(app, { username: "fay" });
  const without = sessionCaller(
    app,
    (await sessions.start(app, fay.id, "console", browser)).secret,
  );
  const foreign = await without(signIn.removeSignInMethod, { params: { id: "three" } });
  assert.equal(foreign.status, 404, "of a host who has none");
  assert.equal((await signInMethods.list(app, eve)).identities.length, 1);
});

Deno.test("invitations over the API: the link is in the list and the first answer, not in a replay", async () => {
  const app = await signInApp();
  const ada = await testHost(app), eve = await testHost(app, { username: "eve" });
  const foreign = await granted(invitations.invite(app, eve.id));
  const { secret } = await sessions.start(app, ada.id, "console", browser);
  const call = sessionCaller(app, secret);

  const key = crypto.randomUUID();
  const { answer: { invitation } } = await call(signIn.createInvitation, { key });
  assert(invitation.link?.startsWith(`${app.baseUrl}/auth/verify?token=`));
  const replayed = await call(signIn.createInvitation, { key });
  assert.deepEqual(replayed.answer.invitation, { ...invitation, link: null });
  const listed = await call(signIn.listInvitations);
  assert.deepEqual(listed.answer.invitations, [invitation]);

  const revoke = (id: string) => call(signIn.revokeInvitation, { params: { id } });
  assert.equal((await revoke(foreign.hash)).status, 404);
  assert.equal((await revoke(invitation.id)).status, 200);
  assert.deepEqual((await call(signIn.listInvitations)).answer.invitations, []);
  assert.equal((await invitations.list(app, eve.id)).length, 1);
});

Deno.test("closing the account over the API asks for the username and to be sure", async () => {
  const whole = await fullAccount(), { app, host } = whole;
  const call = sessionCaller(app, whole.session);
  const close = (body: unknown) => call(api.closeAccount, { body });
  assert.deepEqual(Object.keys((await close({ username: "ada" })).problem.fields), ["sure"]);
  const unsure = await close({ ...closureInput, sure: false });
  assert.deepEqual(Object.keys(unsure.problem.fields), ["sure"]);
  const other = await close({ username: "eve", sure: true });
  assert.deepEqual(Object.keys(other.problem.fields), ["username"]);
  const long = await close({ username: "a".repeat(101), sure: true });
  assert.deepEqual(Object.keys(long.problem.fields), ["username"]);
  assert.equal((await getHost(app.kv, host.id))?.closure, null);

  const { answer } = await close({ ...closureInput, sure: true });
  assert.equal(answer.closedAt, new Date(app.now()).toISOString());
  assert.equal(await getOpenHost(app.kv, host.id), null);
  assert.equal((await call(api.getEmail)).status, 401, "its session has ended");
});
