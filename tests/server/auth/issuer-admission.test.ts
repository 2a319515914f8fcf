import assert from "node:assert/strict";
import * as v from "valibot";
import {
  Claims,
  isAdmitted,
  isOpenToAll,
  warnIfOpenToAll,
} from "$lib/server/auth/issuer-admission.ts";
import { signInByOidc } from "$lib/server/auth/oidc.ts";
import * as signInLinks from "$lib/server/auth/sign-in-links.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import type { Settings } from "$lib/server/runtime/settings.ts";
import { addIdentity } from "$lib/server/store/identities.ts";
import { granted, refusal } from "../../support/granted.ts";
import { lastSignInEmail, signInApp } from "../../support/sign-in-app.ts";

type Oidc = NonNullable<Settings["oidc"]>;

const issuer = "https://id.example";
const intent = {
  redirectTo: "/dashboard",
  linkToHostId: null,
  zone: "UTC",
  language: "en" as const,
};
const client = { issuer, name: "", clientId: "a", clientSecret: "b" };
const staff: Oidc = { ...client, domains: [], groups: ["staff", "board of two"] };
const company: Oidc = { ...client, domains: ["example.org"], groups: [] };
const google: Oidc = { ...company, issuer: "https://accounts.google.com" };
const verified = (email: string) => ({ email, email_verified: true });

const cases: [string, Oidc, Record<string, unknown>, boolean][] = [
  ["a verified address of the domain", company, verified("ada@example.org"), true],
  ["in capitals", company, verified("ada@EXAMPLE.ORG"), true],
  ["verified as a word", company, { email: "ada@example.org", email_verified: "true" }, true],
  ["not verified", company, { email: "ada@example.org", email_verified: false }, false],
  ["verified as another word", company, { email: "a@example.org", email_verified: "yes" }, false],
  ["verified by nobody", company, { email: "ada@example.org" }, false],
  ["a domain that ends alike", company, verified("ada@evil-example.org"), false],
  ["a subdomain", company, verified("ada@example.org.evil.test"), false],
  ["a domain below it", company, verified("ada@sub.example.org"), false],
  ["a domain in the name", company, verified("example.org@evil.test"), false],
  ["no address", company, {}, false],
  ["an address that is none", company, verified("example.org"), false],
  ["an organization of Google", company, { hd: "Example.org" }, true],
  ["another organization", company, { hd: "evil.test", ...verified("a@evil.test") }, false],
  ["an organization that is no text", company, { hd: ["example.org"] }, false],
  ["Google, an organization", google, { hd: "example.org", ...verified("a@example.org") }, true],
  ["Google, a private account with an address there", google, verified("ex@example.org"), false],
  [
    "Google, of another organization",
    google,
    { hd: "evil.test", ...verified("a@example.org") },
    false,
  ],
  [
    "Google's own addresses",
    { ...google, domains: ["gmail.com"] },
    verified("ada@gmail.com"),
    true,
  ],
  ["a group", staff, { groups: ["guests", "staff"] }, true],
  ["a group with blanks", staff, { groups: ["board of two"] }, true],
  ["a group as text", staff, { groups: "staff" }, true],
  ["two groups as text", staff, { groups: "staff,guests" }, false],
  ["a part of a group", staff, { groups: ["staff-guests", "Staff", "/staff"] }, false],
  ["no groups", staff, {}, false],
  ["an empty list", staff, { groups: [] }, false],
  ["groups of another type", staff, { groups: { staff: true } }, false],
  ["a list of others", staff, { groups: [["staff"], { name: "staff" }, 1] }, false],
  [
    "both",
    { ...company, groups: ["staff"] },
    { ...verified("a@example.org"), groups: "staff" },
    true,
  ],
  ["only the domain", { ...company, groups: ["staff"] }, verified("ada@example.org"), false],
  ["only the group", { ...company, groups: ["staff"] }, { groups: "staff" }, false],
  ["nothing is set", { ...company, domains: [] }, {}, true],
];
for (const [what, oidc, claims, expected] of cases) {
  Deno.test(`isAdmitted: ${what} - ${expected ? "may" : "may not"} sign in`, () => {
    assert.equal(isAdmitted(oidc, v.parse(Claims, { sub: "ada", ...claims })), expected);
  });
}

Deno.test("signInByOidc: who left the group is refused in every sign-in, and as an addition", async () => {
  const app = await signInApp({ signup: "issuer", oidc: staff });
  const member = { sub: "ada", groups: ["staff"], ...verified("ada@example.org") };
  const entered = await granted(signInByOidc(app, issuer, member, intent, null));
  const former = { ...member, groups: ["guests"] };
  const adding = { ...intent, linkToHostId: entered.id };
  for (
    const [claims, how] of [[former, intent], [{ ...former, sub: "b" }, intent], [
      former,
      adding,
    ]] as const
  ) {
    const refused = await refusal(signInByOidc(app, issuer, claims, how, entered));
    assert.equal(refused.detail, "issuer-not-allowed");
  }
  const unknown = await refusal(
    signInByOidc(app, issuer, { sub: "ada" }, intent, null, "issuer-down"),
  );
  assert.equal(unknown.detail, "issuer-down", "userinfo may have the groups");
});

Deno.test("mustUseIssuer: whom the issuer is to be asked about cannot go past it by email", async () => {
  const app = await signInApp({ signup: "issuer", oidc: { ...staff, groups: [] } });
  const claims = { sub: "ada", groups: ["staff"], ...verified("ada@example.org") };
  const ada = await granted(signInByOidc(app, issuer, claims, intent, null));
  assert((await sendSignInLink(app, "ada@example.org", "192.0.2.1")).ok);
  const { token } = (await lastSignInEmail(app))!;
  assert((await signInLinks.previewLink(app, token)).ok, "without conditions an email is enough");
  app.settings.oidc = staff;
  const details = { name: "", zone: "UTC", language: "en" as const };
  assert.equal(refusal(await signInLinks.useLink(app, token, details)).detail, "issuer-only");
  assert.equal((await signInMethods.list(app, ada)).email, null);

  await addIdentity(app.kv, ada.id, { hash: "former", issuer: "https://former.example" });
  const { identities } = await signInMethods.list(app, ada);
  const own = identities.find((each) => each.issuer === issuer)!;
  assert.equal(refusal(await signInMethods.remove(app, ada, own.hash)).detail, "last-method");
  assert((await signInMethods.remove(app, ada, "former")).ok);
});

Deno.test("signInMethods.remove: of the two last methods, removed at once, one stays", async () => {
  for (let round = 0; round < 20; round++) {
    using app = await signInApp({ signup: "issuer", oidc: company });
    const claims = { sub: "ada", ...verified("ada@example.org") };
    const ada = await granted(signInByOidc(app, issuer, claims, intent, null));
    await addIdentity(app.kv, ada.id, { hash: "second", issuer });
    const { identities } = await signInMethods.list(app, ada);
    const removed = await Promise.all(
      identities.map(({ hash }) => signInMethods.remove(app, ada, hash)),
    );
    assert.deepEqual(removed.map(({ ok }) => ok).toSorted(), [false, true]);
    assert.equal(refusal(removed.find(({ ok }) => !ok)!).detail, "last-method");
    assert.equal((await signInMethods.list(app, ada)).identities.length, 1);
  }
});

Deno.test("isOpenToAll: a public issuer with no condition", () => {
  const open = (
    address: string,
    more: object = {},
    signup: "issuer" | "invited" | "open" = "issuer",
  ) =>
    isOpenToAll({ oidc: { ...client, domains: [], groups: [], issuer: address, ...more }, signup });
  const microsoft = "https://login.microsoftonline.com";
  for (
    const address of [
      "https://accounts.google.com",
      `${microsoft}/common/v2.0`,
      `${microsoft}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
    ]
  ) {
    assert(open(address) && open(address, {}, "open"), address);
    assert(!open(address, { domains: ["example.org"] }) && !open(address, { groups: ["staff"] }));
    assert(!open(address, {}, "invited"), "an invitation is needed");
  }
  assert(!open(`${microsoft}/6f2b1d0e-9c1c-4f0e-8a35-2d1f7c0b5e11/v2.0`) && !open(issuer));
  assert(!isOpenToAll({ oidc: null, signup: "open" }));
});

Deno.test("warnIfOpenToAll: the start says it, and only then", async () => {
  const app = await signInApp({ signup: "issuer", oidc: { ...company, domains: [] } });
  warnIfOpenToAll(app);
  assert.deepEqual(app.logged, []);
  app.settings.oidc!.issuer = "https://accounts.google.com";
  warnIfOpenToAll(app);
  assert.deepEqual(app.logged.map(({ event, issuer }) => [event, issuer]), [
    ["issuer-open-to-all", "https://accounts.google.com"],
  ]);
});
