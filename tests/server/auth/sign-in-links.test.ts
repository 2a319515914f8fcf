import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as invitations from "../../../src/lib/server/auth/invitations.ts";
import { createHost } from "../../../src/lib/server/hosts/create-host.ts";
import { sendSignInLink } from "../../../src/lib/server/auth/magic-links.ts";
import * as hostEmail from "../../../src/lib/server/auth/host-email.ts";
import * as profile from "../../../src/lib/server/hosts/profile.ts";
import * as signIn from "../../../src/lib/server/auth/sign-in-links.ts";
import { createConsoleLink } from "../../../src/lib/server/auth/console-link.ts";
import { getHost } from "../../../src/lib/server/store/hosts.ts";
import { listAll } from "../../../src/lib/server/kv/commit.ts";
import { keys } from "../../../src/lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { type TestApp, testSecret } from "../../support/test-app.ts";
import { lastSignInEmail, signInApp } from "../../support/sign-in-app.ts";

const ada = { name: "Ada", zone: "Europe/Berlin", language: "en" as const };

async function hostNamed(app: TestApp, name: string, email: string | null = null) {
  return await granted(createHost(app, {
    name,
    email,
    emailVerified: email !== null,
    zone: "Europe/Berlin",
    language: "en",
    preferredUsername: name,
    identity: null,
  }));
}

async function errorOf(outcome: Promise<Awaited<ReturnType<typeof signIn.previewLink>>>) {
  const answer = await outcome;
  return answer.ok ? null : answer.refusal.detail;
}

Deno.test("enter: the first link makes the first host, once, and no second link makes another", async () => {
  const app = await signInApp();
  const input = { first: true, expiresAt: app.now() + HOUR } as const;
  const [one, two] = [
    await createConsoleLink(testSecret, input),
    await createConsoleLink(testSecret, input),
  ];
  assert(
    (await signIn.previewLink(app, one)).ok && (await signIn.previewLink(app, one)).ok,
    "looking uses nothing up",
  );
  const entered = await granted(signIn.useLink(app, one, ada));
  assert.equal(entered.host.username, "ada");
  assert.equal(entered.host.zone, "Europe/Berlin");
  assert.equal(await errorOf(signIn.previewLink(app, one)), "link-used");
  assert.equal(await errorOf(signIn.previewLink(app, two)), "link-expired");
});

Deno.test("enter: a console link signs its host in once, and only until it ends", async () => {
  const app = await signInApp();
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
  const won = granted(answers.find((answer) => answer.ok)!);
  assert(won.host.id === host.id && won.method === "console");
  app.at(app.now() + MINUTE);
  assert.equal(await errorOf(signIn.previewLink(app, late)), "link-late");
});

Deno.test("previewLink: a link with another secret, cut or extended is unknown, another spelling is used", async () => {
  const app = await signInApp();
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
  const app = await signInApp();
  const host = await hostNamed(app, "Ada", "ada@example.org");
  assert((await sendSignInLink(app, " Ada@Example.org ", "c")).ok);
  const email = await lastSignInEmail(app);
  assert.equal(email?.recipient.name, "Ada");
  for (let i = 0; i < 3; i++) {
    assert((await signIn.previewLink(app, email!.token)).ok, "a scanner looks");
  }
  const entered = await granted(signIn.useLink(app, email!.token, ada));
  assert(entered.host.id === host.id && entered.method === "magic-link");
  assert.equal(await errorOf(signIn.previewLink(app, email!.token)), "link-used");

  app.at(app.now() + 1);
  await sendSignInLink(app, "ada@example.org", "c");
  const late = await lastSignInEmail(app);
  app.at(app.now() + 15 * MINUTE);
  assert.equal(await errorOf(signIn.previewLink(app, late!.token)), "link-late");
});

Deno.test("sendSignInLink: answers the same for an unknown address, and sends nothing", async () => {
  const app = await signInApp();
  await hostNamed(app, "Ada", "ada@example.org");
  const unknown = await sendSignInLink(app, "nobody@example.org", "c");
  assert.equal(await lastSignInEmail(app), null);
  const known = await sendSignInLink(app, "ada@example.org", "c");
  assert.deepEqual({ ...unknown, value: 0 }, { ...known, value: 0 });
});

Deno.test("sendSignInLink: five an hour to one address from any client, known or not, then with a wait", async () => {
  const app = await signInApp();
  await hostNamed(app, "Ada", "ada@example.org");
  for (const address of ["ada@example.org", "nobody@example.org"]) {
    for (let i = 0; i < 5; i++) assert((await sendSignInLink(app, address, `client ${i}`)).ok);
    const sixth = await refusal(sendSignInLink(app, address, "another"));
    assert(sixth.code === "too-many" && sixth.retryAfter! > 0);
  }
});

Deno.test("sendSignInLink: a client with a network of addresses is one client", async () => {
  const app = await signInApp();
  const from = (n: number) =>
    sendSignInLink(app, `${n}@example.org`, `2001:db8::${n.toString(16)}`);
  for (let n = 1; n <= 20; n++) assert((await from(n)).ok);
  assert.equal(refusal(await from(21)).code, "too-many");
});

Deno.test("sendSignInLink: without a mail server says so", async () => {
  const app = await signInApp({}, { sendMail: null });
  assert.equal(refusal(await sendSignInLink(app, "ada@example.org", "c")).fields?.email, "no-mail");
});

Deno.test("sendSignInLink: with open sign-up an unknown address becomes a host with that verified address", async () => {
  const app = await signInApp({ signup: "open" });
  await sendSignInLink(app, "Grace@example.org", "c");
  const email = await lastSignInEmail(app);
  const entered = await granted(signIn.useLink(app, email!.token, {
    name: "Grace Hopper",
    zone: "America/New_York",
    language: "en",
  }));
  assert.equal(entered.host.username, "grace-hopper");
  assert.equal(entered.host.emailVerified, true);
  app.at(app.now() + 1);
  await sendSignInLink(app, "grace@example.org", "c");
  const again = await granted(signIn.useLink(app, (await lastSignInEmail(app))!.token, ada));
  assert(again.host.id === entered.host.id);
});

Deno.test("invite: the link makes one host within seven days; only who invited can withdraw it", async () => {
  const app = await signInApp();
  const host = await hostNamed(app, "Ada"), other = await hostNamed(app, "Grace");
  const made = await granted(invitations.invite(app, host.id));
  const [shown] = await invitations.list(app, host.id);
  assert(shown!.link.endsWith(made.token));
  assert(!(await invitations.withdraw(app, other.id, shown!.hash)).ok);
  const tries = await Promise.all(
    [1, 2, 3].map(() =>
      signIn.useLink(app, made.token, { name: "Linus", zone: "UTC", language: "en" })
    ),
  );
  assert.equal(tries.filter((each) => each.ok).length, 1);
  assert.equal(await errorOf(signIn.previewLink(app, made.token)), "link-used");
  assert.deepEqual(await invitations.list(app, host.id), []);

  const second = await granted(invitations.invite(app, host.id));
  assert(
    (await invitations.withdraw(app, host.id, (await invitations.list(app, host.id))[0]!.hash))
      .ok,
  );
  assert.equal(await errorOf(signIn.previewLink(app, second.token)), "link-unknown");
  const third = await granted(invitations.invite(app, host.id));
  app.at(app.now() + 7 * DAY);
  assert.equal(await errorOf(signIn.previewLink(app, third.token)), "link-late");
});

Deno.test("sendSignInLink: a sign-up link sent while sign-up was open ends with it, unused", async () => {
  const app = await signInApp({ signup: "open" });
  assert((await sendSignInLink(app, "new@example.org", "192.0.2.1")).ok);
  const { token } = (await lastSignInEmail(app))!;
  app.settings.signup = "invited";
  assert.equal(await errorOf(signIn.previewLink(app, token)), "sign-up-closed");
  assert.equal(refusal(await signIn.useLink(app, token, ada)).detail, "sign-up-closed");
  assert.deepEqual(await listAll(app.kv, { prefix: keys.hosts() }), []);
  app.settings.signup = "open";
  assert((await signIn.useLink(app, token, ada)).ok, "it was not used up by trying");
});

Deno.test("changeEmail: counts when the mailed link is opened, and then the old address opens nothing", async () => {
  const app = await signInApp();
  const host = await hostNamed(app, "Ada", "old@example.org");
  const changed = await granted(hostEmail.changeEmail(app, host, "new@example.org"));
  assert(changed.mailed);
  assert.equal((await getHost(app.kv, host.id))?.email, "old@example.org");
  const entered = await granted(signIn.useLink(app, (await lastSignInEmail(app))!.token, ada));
  assert(entered.method === null, "proves the address, signs nobody in");
  assert.equal((await getHost(app.kv, host.id))?.email, "new@example.org");
  app.at(app.now() + 1);
  await sendSignInLink(app, "old@example.org", "c");
  assert.notEqual((await lastSignInEmail(app))?.recipient.address, "old@example.org");
});

Deno.test("changeEmail: an address that is another host's stays theirs", async () => {
  const app = await signInApp();
  await hostNamed(app, "Grace", "grace@example.org");
  const host = await hostNamed(app, "Ada");
  await hostEmail.changeEmail(app, host, "grace@example.org");
  const entered = await refusal(signIn.useLink(app, (await lastSignInEmail(app))!.token, ada));
  assert.equal(entered.detail, "email-taken");
  assert.equal((await getHost(app.kv, host.id))?.email, null);
});

Deno.test("rename: a given-up name leads nowhere, is never another's, and can be taken back", async () => {
  const app = await signInApp();
  const ada = await hostNamed(app, "Ada"), grace = await hostNamed(app, "Grace");
  assert((await profile.rename(app, ada.id, "countess")).ok);
  assert.equal(refusal(await profile.rename(app, grace.id, "ada")).code, "name-taken");
  assert.equal(refusal(await profile.rename(app, grace.id, "countess")).code, "name-taken");
  assert.equal(refusal(await profile.rename(app, grace.id, "dashboard")).code, "name-reserved");
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
  const app = await signInApp({ signup: "open" }, { sendMail: () => Promise.resolve() });
  assert((await sendSignInLink(app, "m\u0131ke@example.com", "192.0.2.1")).ok);
  const email = (await lastSignInEmail(app))!;
  await hostNamed(app, "Mike", "mike@example.com");
  assert.equal(refusal(await signIn.useLink(app, email.token, ada)).detail, "email-taken");
});
