import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { languages } from "$lib/scheduling/language.ts";
import { root } from "../../src/tasks/root.ts";
import { builtEndpoints } from "../support/built-routes.ts";
import { startProgram } from "../support/program.ts";
import { pathOf } from "../support/route-path.ts";
import { seedRouteWalk } from "../support/route-walk-data.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { testSecret } from "../support/test-app.ts";

/** Every page that is shown to who is not signed in. */
const guestRoutes = [
  "/",
  "/auth/closed",
  "/auth/sign-in",
  "/booking/[token]",
  "/booking/[token]/cancel",
  "/booking/[token]/confirm",
  "/booking/[token]/propose",
  "/booking/[token]/reject",
  "/booking/[token]/reschedule",
  "/calendar/[username]",
  "/calendar/[username]/[slug]",
  "/docs/api",
  "/docs/api/[tag]",
  "/team/[team]",
  "/team/[team]/[slug]",
  "/team-invitation/[token]",
  "/verify-email/[token]",
  "/widget/[username]",
  "/widget/[username]/[slug]",
  "/widget/[username]/[slug]/[token]",
  "/widget/team/[team]",
  "/widget/team/[team]/[slug]",
  "/widget/team/[team]/[slug]/[token]",
];
const privacy = "https://example.org/privacy?a=1&b=2", imprint = "https://example.org/imprint";
const set = { INVITO_PRIVACY_URL: privacy, INVITO_IMPRINT_URL: imprint };

Deno.test("legal links: under every page that guests see, and no byte of them where none is set", async (t) => {
  await using folder = await tempFolder();
  const dataDir = folder.path, town = await seedRouteWalk(dataDir);
  const env = { INVITO_SESSION_SECRET: testSecret, INVITO_TRUSTED_PROXIES: "1", ...set };
  await using program = await startProgram({ dataDir, env });
  let client = 0;
  const open = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ accept: "text/html", "accept-language": "en" });
    headers.set("x-forwarded-for", `198.51.100.${++client}`);
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const response = await fetch(program.address + path, { ...init, headers, redirect: "manual" });
    return { response, html: await response.text() };
  };
  const pages = (await builtEndpoints())
    .filter(({ method, route }) => method === "GET" && !/^\/(dashboard|v0)\b/.test(route))
    .filter(({ route }) => existsSync(`${root}/src/routes${route}/+page.svelte`))
    .map((door) => [door.route, pathOf(door, town)] as const);

  await t.step("every route", async () => {
    const shown: string[] = [];
    for (const [route, path] of pages) {
      const { response, html } = await open(path);
      if (!/^text\/html/.test(response.headers.get("content-type") ?? "")) continue;
      shown.push(route);
      assert.deepEqual(linksOf(html), english(route.startsWith("/widget/")), `${route}: ${html}`);
    }
    assert.deepEqual(shown.toSorted(), guestRoutes.toSorted());
  });
  await t.step("what is missing or refused, with and without the framework", async () => {
    for (const path of ["/no/such/page", "/calendar/nobody", "/team/nobody/none"]) {
      const { response, html } = await open(path);
      assert.equal(response.status, 404, path);
      assert.deepEqual(linksOf(html), english(false), path);
    }
    assert.deepEqual(linksOf((await open("/auth/verify?confirmed")).html), english(false));
    const widget = await open("/widget/nobody");
    assert.equal(widget.response.status, 404);
    assert.deepEqual(linksOf(widget.html), english(true));
    const refused = await open("/auth/sign-in", {
      method: "POST",
      headers: { origin: "https://evil.test" },
      body: new URLSearchParams({ email: "a@example.org" }),
    });
    assert.equal(refused.response.status, 403);
    assert.deepEqual(linksOf(refused.html), english(false));
  });
  await t.step("pages that are kept, in each language", async () => {
    const path = `/calendar/${town.params.username}/${town.params.slug}`;
    const words: Record<string, [string, string]> = {
      en: ["Privacy", "Legal notice"],
      de: ["Datenschutz", "Impressum"],
      fr: ["Confidentialité", "Mentions légales"],
      es: ["Privacidad", "Aviso legal"],
      ar: ["الخصوصية", "إشعار قانوني"],
    };
    for (const language of languages) {
      for (let again = 0; again < 3; again++) {
        const { html } = await open(path, { headers: { "accept-language": language } });
        assert.deepEqual(linksOf(html).map(({ label }) => label), words[language]);
      }
    }
  });
  await t.step("not set", async () => {
    await program.restart({ INVITO_PRIVACY_URL: "", INVITO_IMPRINT_URL: "" });
    for (const [route, path] of [...pages, ["missing", "/no/such/page"]] as const) {
      const { response, html } = await open(path);
      if (!/^text\/html/.test(response.headers.get("content-type") ?? "")) continue;
      assert.doesNotMatch(
        html,
        /legal:|"legal"|Legal notice|example\.org\/(privacy|imprint)/,
        route,
      );
    }
  });
});

interface Link {
  href: string;
  label: string;
  target: string | null;
  rel: string | null;
}

/** The links of a page to what the operator has set. */
function linksOf(html: string): Link[] {
  return [...html.matchAll(/<a\b([^>]*)>([^<]*)<\/a>/g)].map(([, given, label]) => {
    const attribute = (name: string) =>
      new RegExp(`\\b${name}="([^"]*)"`).exec(given!)?.[1] ?? null;
    const href = (attribute("href") ?? "").replaceAll(/&amp;|&#38;/g, "&");
    return { href, label: label!, target: attribute("target"), rel: attribute("rel") };
  }).filter(({ href }) => href === privacy || href === imprint);
}

function english(framed: boolean): Link[] {
  const [target, rel] = framed ? ["_blank", "noopener"] : [null, null];
  return [
    { href: privacy, label: "Privacy", target, rel },
    { href: imprint, label: "Legal notice", target, rel },
  ];
}
