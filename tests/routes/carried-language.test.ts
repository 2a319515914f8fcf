import assert from "node:assert/strict";
import { withLanguage } from "$lib/scheduling/language.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { type EveryPage, seedEveryPage } from "../support/every-page.ts";
import { startWithHost } from "../support/running-program.ts";

/** Pages that a link of ours leads to, other than those that have one language for everybody who comes. */
const isPage = (path: string) =>
  !/^\/(_app|dashboard|docs|picture|accent|manifest|favicon|apple-touch|widget\.js|llms)|\.(ics|css|js|png|svg|webmanifest)\b/
    .test(path);

/** Links and forms of a page that lead to a page of ours, the choice of another language aside. */
function linksOf(html: string): string[] {
  const tags = html.match(/<(a|form|button)\b[^>]*>/g) ?? [];
  return tags.filter((tag) => !/\bhreflang=/.test(tag)).flatMap((tag) => {
    const path = /\b(?:href|action|formaction)="((?:\/(?!\/)|\?)[^"]*)"/.exec(tag)?.[1];
    return path ? [path.replaceAll("&amp;", "&")] : [];
  }).filter(isPage);
}

Deno.test("every link and form of a guest's page carries the language of its address", async (t) => {
  let seeded: EveryPage | null = null;
  await using program = await startWithHost(
    { env: { INVITO_TRUSTED_PROXIES: "1" } },
    async (app, host) => {
      seeded = await seedEveryPage(app, host);
    },
  );
  for (const [name, path] of Object.entries(seeded!.pages)) {
    if (/^\/(dashboard|docs)\b/.test(path)) continue;
    await t.step(name, async () => {
      const answer = await fetch(new URL(withLanguage(path, "fr"), program.address), {
        headers: { "x-forwarded-for": newClient() },
      });
      const html = await answer.text();
      const without = linksOf(html).filter((link) => !/[?&]lang=fr\b/.test(link));
      assert.deepEqual(without, []);
    });
  }
});
