import assert from "node:assert/strict";
import { join } from "node:path";
import { messages } from "$lib/i18n/messages.ts";
import { languages } from "$lib/scheduling/language.ts";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";

/** Shorter texts may be part of something else. */
const MIN_LENGTH = 24;

Deno.test("client bundles: none has a text of a catalogue; words come with a page's data", async () => {
  await buildWhenStale();
  const sentences = languages.map((tag) => messages(tag)).flatMap(sentencesIn);
  const found: string[] = [];
  for (const path of await scripts(join(root, "build/client/_app"))) {
    const code = await Deno.readTextFile(path);
    const sentence = sentences.find((each) => code.includes(each));
    if (sentence) found.push(`${path}: ${sentence}`);
  }
  assert.deepEqual(found, []);
});

/** Texts that are in a script as they are, without a character that it may escape. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === "string") {
    return value.length >= MIN_LENGTH && !/["'`\\\n]/.test(value) ? [value] : [];
  }
  return Object.values(value ?? {}).flatMap(sentencesIn);
}

async function scripts(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await scripts(path));
    else if (name.endsWith(".js")) found.push(path);
  }
  return found;
}
