/** What documents repeat of the program: its languages, its port. */
import assert from "node:assert/strict";
import { languages } from "$lib/scheduling/language.ts";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { readSettings } from "$lib/server/runtime/read-settings.ts";
import { root } from "../../src/tasks/root.ts";
import { filesIn } from "../support/source-texts.ts";

const read = (path: string) => Deno.readTextFile(`${root}/${path}`);
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "Dockerfile",
  "compose.yaml",
  ...(await Array.fromAsync(filesIn(`${root}/docs`, ".md")))
    .map((path) => path.slice(root.length + 1)),
];

Deno.test("README.md names every language of pages and emails, and no other", async () => {
  const [, said = ""] = /Pages and emails are in ([^;]+);/.exec(await read("README.md")) ?? [];
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const expected = languages.map((language) => names.of(language));
  assert.deepEqual(said.split(/,\s+|\s+and\s+/), expected);
});

/** Ports of other programs on this machine that a document names. */
const others = new Map([[4512, "a KV Connect server"], [4318, "an OpenTelemetry collector"]]);

Deno.test("where a document names a port of this machine it is the program's own", async () => {
  const settings = readSettings({}, oauthClientDefaults);
  assert("settings" in settings);
  const { port } = settings.settings.listen;
  const wrong: string[] = [];
  let own = 0;
  for (const path of documents) {
    const found = (await read(path)).matchAll(
      /(?:localhost|127\.0\.0\.1|\[::1\]):(\d+)|\bport (\d{2,5})\b/g,
    );
    for (const [text, ofHost, alone] of found) {
      const named = Number(ofHost ?? alone);
      if (named === port) own++;
      else if (!others.has(named)) wrong.push(`${path}: ${text}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert(own > 3);
});
