import assert from "node:assert/strict";
import * as invitations from "../../../src/lib/server/auth/invitations.ts";
import { createHost } from "../../../src/lib/server/hosts/create-host.ts";
import { sendSignInLink } from "../../../src/lib/server/auth/magic-links.ts";
import * as hostEmail from "../../../src/lib/server/auth/host-email.ts";
import * as profile from "../../../src/lib/server/hosts/profile.ts";
import * as signIn from "../../../src/lib/server/auth/sign-in-links.ts";
import { createConsoleLink } from "../../../src/lib/server/auth/console-link.ts";
import { getHost } from "../../../src/lib/server/store/hosts.ts";
import { listAll } from "../../../src/lib/server/store/commit.ts";
import { keys } from "../../../src/lib/server/store/keys.ts";
import { type TestApp, testSecret } from "../../support/test-app.ts";
import { lastSignInEmail, signInApp } from "../../support/sign-in-app.ts";

const ada = { name: "Ada", zone: "Europe/Berlin", language: "en" as const };
const MINUTE = 60_000;

async function hostNamed(app: TestApp, name: string, email: string | null = null) {
  const made = await createHost(app, {
    name,
    email,
    emailVerified: email !== null,
    zone: "Europe/Berlin",
    language: "en",
    preferredUsername: name,
    identity: null,
  });
  assert(made.ok);
  return made.value;
}

async function errorOf(outcome: Promise<Awaited<ReturnType<typeof signIn.previewLink>>>) {
  const answer = await outcome;
  return answer.ok ? null : answer.refusal.detail;
}

Deno.test("enter: the first link makes the first host, once, and no second link makes another", async () => {
  using app = await signInApp();
  const input = { first: true, expiresAt: app.now() + 60 * MINUTE } as const;
  const [one, two] = [
    await createConsoleLink(testSecret, input),
    await createConsoleLink(testSecret, input),
  ];
  assert(
    (await signIn.previewLink(app, one)).ok && (await signIn.previewLink(app, one)).ok,
    "looking uses nothing up",
  );
  const entered = await signIn.useLink(app, one, ada);
  assert(entered.ok);
  assert.equal(entered.value.host.username, "ada");
  assert.equal(entered.value.host.zone, "Europe/Berlin");
  assert.equal(await errorOf(signIn.previewLink(app, one)), "link-used");
  assert.equal(await errorOf(signIn.previewLink(app, two)), "link-expired");
});

Deno.test("enter: a console link signs its host in once, and only until it ends", async () => {
  using app = await signInApp();
  const host = await hostNamed(app, "Ada");
  const input = { username: "ada", expiresAt: app.now() + MINUTE };
  const [used, late] = [
    await createConsoleLink(testSecret, input),
    await createConsoleLink(testSecret, input),
  ];
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => signIn.useLink(app, used, ada)),
  );
  assert.equal(answers.filter((answer) => answer.ok).length, 1);
  const won = answers.find((answer) => answer.ok);
  assert(won?.ok && won.value.host.id === host.id && won.value.method === "console");
  app.at(app.now() + MINUTE);
  assert.equal(await errorOf(signIn.previewLink(app, late)), "link-late");
});

Deno.test("previewLink: a link with another secret, cut or extended is unknown, another spelling is used", async () => {
  using app = await signInApp();
  await hostNamed(app, "Ada");
  const input = { username: "ada", expiresAt: app.now() + MINUTE };
  const link = await createConsoleLink(testSecret, input);
  const foreign = await createConsoleLink("00".repeat(32), input);
  for (
    const token of [
      foreign,
      link.slice(1),
      link.slice(0, -1),
      `${link}.x`,
      "",
      ".",
      "x".repeat(2000),
    ]
  ) {
    assert.equal(
      await errorOf(signIn.previewLink(app, token)),
      "link-unknown",
      token.slice(0, 20),
    );
  }
  assert((await signIn.useLink(app, link, ada)).ok);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (const last of alphabet) {
    assert(!(await signIn.useLink(app, link.slice(0, -1) + last, ada)).ok, last);
  }
});

Deno.test("sendSignInLink: the link signs in once within 15 minutes, and a preview uses nothing up", async () => {
  using app = await signInApp();
  const host = await hostNamed(app, "Ada", "ada@example.org");
  assert((await sendSignInLink(app, " Ada@Example.org ", "c")).ok);
  const email = await lastSignInEmail(app);
  assert.equal(email?.recipient.name, "Ada");
  for (let i = 0; i < 3; i++) {
    assert((await signIn.previewLink(app, email!.token)).ok, "a scanner looks");
  }
  const entered = await signIn.useLink(app, email!.token, ada);
  assert(entered.ok && entered.value.host.id === host.id && entered.value.method === "magic-link");
  assert.equal(await errorOf(signIn.previewLink(app, email!.token)), "link-used");

  app.at(app.now() + 1);
  await sendSignInLink(app, "ada@example.org", "c");
  const late = await lastSignInEmail(app);
  app.at(app.now() + 15 * MINUTE);
  assert.equal(await errorOf(signIn.previewLink(app, late!.token)), "link-late");
});

Deno.test("sendSignInLink: answers the same for an unknown address, and sends nothing", async () => {
  using app = await signInApp();
  await hostNamed(app, "Ada", "ada@example.org");
  const unknown = await sendSignInLink(app, "nobody@example.org", "c");
  assert.equal(await lastSignInEmail(app), null);
  const known = await sendSignInLink(app, "ada@example.org", "c");
  assert.deepEqual({ ...unknown, value: 0 }, { ...known, value: 0 });
});

Deno.test("sendSignInLink: five an hour to one address from any client, known or not, then with a wait", async () => {
  using app = await signInApp();
  await hostNamed(app, "Ada", "ada@example.org");
  for (const address of ["ada@example.org", "nobody@example.org"]) {
    for (let i = 0; i < 5; i++) assert((await sendSignInLink(app, address, `client ${i}`)).ok);
    const sixth = await sendSignInLink(app, address, "another");
    assert(!sixth.ok && sixth.refusal.code === "too-many" && sixth.refusal.retryAfter! > 0);
  }
});

Deno.test("sendSignInLink: a client with a network of addresses is one client", async () => {
  using app = await signInApp();
  const from = (n: number) =>
    sendSignInLink(app, `${n}@example.org`, `2001:db8::${n.toString(16)}`);
  for (let n = 1; n <= 20; n++) assert((await from(n)).ok);
  const next = await from(21);
  assert(!next.ok && next.refusal.code === "too-many");
});

Deno.test("sendSignInLink: without a mail server says so", async () => {
  using app = await signInApp({}, { sendMail: null });
  const answer = await sendSignInLink(app, "ada@example.org", "c");
  assert(!answer.ok && answer.refusal.fields?.email === "no-mail");
});

Deno.test("sendSignInLink: with open sign-up an unknown address becomes a host with that verified address", async () => {
  using app = await signInApp({ signup: "open" });
  await sendSignInLink(app, "Grace@example.org", "c");
  const email = await lastSignInEmail(app);
  const entered = await signIn.useLink(app, email!.token, {
    name: "Grace Hopper",
    zone: "America/New_York",
    language: "en",
  });
  assert(entered.ok);
  assert.equal(entered.value.host.username, "grace-hopper");
  assert.equal(entered.value.host.emailVerified, true);
  app.at(app.now() + 1);
  await sendSignInLink(app, "grace@example.org", "c");
  const again = await signIn.useLink(app, (await lastSignInEmail(app))!.token, ada);
  assert(again.ok && again.value.host.id === entered.value.host.id);
});

Deno.test("invite: the link makes one host within seven days; only who invited can withdraw it", async () => {
  using app = await signInApp();
  const host = await hostNamed(app, "Ada"), other = await hostNamed(app, "Grace");
  const made = await invitations.invite(app, host.id);
  assert(made.ok);
  const [shown] = await invitations.list(app, host.id);
  assert(shown!.link.endsWith(made.value.token));
  assert(!(await invitations.withdraw(app, other.id, shown!.hash)).ok);
  const tries = await Promise.all(
    [1, 2, 3].map(() =>
      signIn.useLink(app, made.value.token, { name: "Linus", zone: "UTC", language: "en" })
    ),
  );
  assert.equal(tries.filter((each) => each.ok).length, 1);
  assert.equal(await errorOf(signIn.previewLink(app, made.value.token)), "link-used");
  assert.deepEqual(await invitations.list(app, host.id), []);

  const second = await invitations.invite(app, host.id);
  assert(
    second.ok &&
      (await invitations.withdraw(app, host.id, (await invitations.list(app, host.id))[0]!.hash))
        .ok,
  );
  assert.equal(await errorOf(signIn.previewLink(app, second.value.token)), "link-unknown");
  const third = await invitations.invite(app, host.id);
  app.at(app.now() + 7 * 24 * 60 * MINUTE);
  assert(third.ok);
  assert.equal(await errorOf(signIn.previewLink(app, third.value.token)), "link-late");
});

Deno.test("sendSignInLink: a sign-up link sent while sign-up was open ends with it, unused", async () => {
  using app = await signInApp({ signup: "open" });
  assert((await sendSignInLink(app, "new@example.org", "192.0.2.1")).ok);
  const { token } = (await lastSignInEmail(app))!;
  app.settings.signup = "invited";
  assert.equal(await errorOf(signIn.previewLink(app, token)), "sign-up-closed");
  const entered = await signIn.useLink(app, token, ada);
  assert(!entered.ok && entered.refusal.detail === "sign-up-closed");
  assert.deepEqual(await listAll(app.kv, { prefix: keys.hosts() }), []);
  app.settings.signup = "open";
  assert((await signIn.useLink(app, token, ada)).ok, "it was not used up by trying");
});

Deno.test("changeEmail: counts when the mailed link is opened, and then the old address opens nothing", async () => {
  using app = await signInApp();
  const host = await hostNamed(app, "Ada", "old@example.org");
  const changed = await hostEmail.changeEmail(app, host, "new@example.org");
  assert(changed.ok && changed.value.mailed);
  assert.equal((await getHost(app.kv, host.id))?.email, "old@example.org");
  const entered = await signIn.useLink(app, (await lastSignInEmail(app))!.token, ada);
  assert(entered.ok && entered.value.method === null, "proves the address, signs nobody in");
  assert.equal((await getHost(app.kv, host.id))?.email, "new@example.org");
  app.at(app.now() + 1);
  await sendSignInLink(app, "old@example.org", "c");
  assert.notEqual((await lastSignInEmail(app))?.recipient.address, "old@example.org");
});

Deno.test("changeEmail: an address that is another host's stays theirs", async () => {
  using app = await signInApp();
  await hostNamed(app, "Grace", "grace@example.org");
  const host = await hostNamed(app, "Ada");
  await hostEmail.changeEmail(app, host, "grace@example.org");
  const entered = await signIn.useLink(app, (await lastSignInEmail(app))!.token, ada);
  assert(!entered.ok && entered.refusal.detail === "email-taken");
  assert.equal((await getHost(app.kv, host.id))?.email, null);
});

Deno.test("rename: a given-up name leads nowhere, is never another's, and can be taken back", async () => {
  using app = await signInApp();
  const ada = await hostNamed(app, "Ada"), grace = await hostNamed(app, "Grace");
  assert((await profile.rename(app, ada.id, "countess")).ok);
  const taken = await profile.rename(app, grace.id, "ada");
  assert(!taken.ok && taken.refusal.code === "name-taken");
  const held = await profile.rename(app, grace.id, "countess");
  assert(!held.ok && held.refusal.code === "name-taken");
  const reserved = await profile.rename(app, grace.id, "dashboard");
  assert(!reserved.ok && reserved.refusal.code === "name-reserved");
  assert((await profile.rename(app, ada.id, "ada")).ok);
  assert.equal((await getHost(app.kv, ada.id))?.username, "ada");
});

Deno.test("sendSignInLink: the link goes to the host's own address, never to another that folds to it", async () => {
  for (
    const [own, entered] of [["mike@example.com", "m\u0131ke@example.com"], [
      "strauss@example.com",
      "strau\u00df@example.com",
    ], ["Mike@example.com", "mike@example.com"]] as const
  ) {
    using app = await signInApp({}, { sendMail: () => Promise.resolve() });
    await hostNamed(app, "Mike", own);
    assert((await sendSignInLink(app, entered, "192.0.2.1")).ok);
    assert.equal((await lastSignInEmail(app))?.recipient.address, own, entered);
  }
});

Deno.test("useLink: a sign-up link opens no account whose address only folds to it", async () => {
  using app = await signInApp({ signup: "open" }, { sendMail: () => Promise.resolve() });
  assert((await sendSignInLink(app, "m\u0131ke@example.com", "192.0.2.1")).ok);
  const email = (await lastSignInEmail(app))!;
  await hostNamed(app, "Mike", "mike@example.com");
  const entered = await signIn.useLink(app, email.token, ada);
  assert(!entered.ok && entered.refusal.detail === "email-taken");
});
