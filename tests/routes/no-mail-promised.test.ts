import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { behindProxy, type EveryPage, seedEveryPage } from "../support/every-page.ts";
import { granted } from "../support/granted.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";

/** What a page says that somebody is sent; what says that nothing is sent has none of it. */
const promises =
  /(?<!(?:nobody|nothing|no (?:guest|one)) )\b(?:(?:(?:is|are|was|were|be|been|being) (?:emailed|notified)|(?:was|be) told)|gets? (?:an|the (?:same|invitation)[^.]*) (?:e?mail|by email)|included in (?:the|their) emails?|added to the email|by email|gets? a reminder|in their emails|goes to this address|(?:also |we’ll )send the answer|from the email)\b/i;

/** Pages that only a mail server leads to, and those that describe what the program can do. */
const isLeftOut = (name: string, path: string) =>
  /verif|sign-in/.test(name) ||
  /^\/(docs|dashboard\/(emails|settings\/emails|calendars))/.test(path) ||
  /\/emails\//.test(path);

const textOf = (html: string) =>
  html.replace(/<(script|style|template)\b.*?<\/\1>/gs, " ").replace(/<[^>]*>/g, " ")
    .replace(/&#39;|&rsquo;/g, "’").replace(/\s+/g, " ");

const nora = {
  name: "Nora",
  email: "nora@example.org",
  emailVerified: true,
  zone: "Europe/Berlin",
  language: "en",
  preferredUsername: "nora",
  identity: null,
} as const;

Deno.test("without a mail server no page of host or guest promises an email", async (t) => {
  let seeded: EveryPage | null = null, newcomer = "";
  await using program = await startWithHost(behindProxy, async (app, host) => {
    seeded = await seedEveryPage(app, host);
    // Not by a helper: what the first steps say depends on the event type that a new host gets.
    newcomer = await signedIn(app, await granted(createHost(app, nora)));
  });
  const { pages, town } = seeded!;
  const read = [...Object.entries(pages), ["first steps", "/dashboard/welcome"] as const]
    .filter(([name, path]) => !isLeftOut(name, path));
  assert.ok(read.length > 80, `${read.length} pages`);
  for (const [name, path] of read) {
    await t.step(name, async () => {
      const answer = await fetch(new URL(path, program.address), {
        headers: {
          "x-forwarded-for": newClient(),
          ...(path.startsWith("/dashboard") && {
            cookie: `${sessionCookie}=${name === "first steps" ? newcomer : town.session}`,
          }),
        },
      });
      const found = promises.exec(textOf(await answer.text()));
      assert.equal(
        found && found.input.slice(Math.max(0, found.index - 60), found.index + 60),
        null,
      );
    });
  }
});

Deno.test("texts for a site without mail take the place of the others, in every area", () => {
  const mailed = messages("en"), notMailed = messages("en", { sendMail: null });
  assert.equal(notMailed.places.guest.later, mailed.places.guest.laterNoMail);
  assert.equal(
    notMailed.booking.decide.doneText.confirmed,
    mailed.booking.decide.doneTextNoMail.confirmed,
  );
  assert.deepEqual(notMailed.dashboard.data.close.coming, mailed.dashboard.data.close.comingNoMail);
  assert.equal(notMailed.booking.cancel.title, mailed.booking.cancel.title);
  assert.equal(messages("en", { sendMail: () => {} }), mailed);
});
