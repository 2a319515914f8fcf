import assert from "node:assert/strict";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { nestTexts } from "$lib/i18n/nest-texts.ts";
import { languages } from "$lib/scheduling/language.ts";
import {
  messageFiles,
  missingKeys,
  readTranslations,
  type Translation,
} from "../../src/tasks/message-files.ts";
import { root } from "../../src/tasks/root.ts";

const translations = await readTranslations(`${root}/src/messages`, languages);
const english = translations[0]!;

Deno.test("messages: the types and the list of languages are those of the texts", async () => {
  for (const [path, text] of Object.entries(messageFiles(translations))) {
    assert.equal(
      await Deno.readTextFile(`${root}/${path}`),
      text,
      `${path}: run deno task messages`,
    );
  }
});

Deno.test("messages: a note is about a key of English or several that begin so", async () => {
  const keys = Object.values(english.texts).flatMap((each) => Object.keys(each));
  const path = `${root}/src/messages/en/notes.json`;
  const notes = Object.keys(JSON.parse(await Deno.readTextFile(path)));
  assert.deepEqual(
    notes.filter((note) => !keys.some((key) => new RegExp(`^${note}([._]|$)`).test(key))),
    [],
  );
});

Deno.test("messages: a text without the value of a place is a type error", () => {
  const { booking, emails } = messages("en");
  assert.equal(format(booking.memberOf, { name: "Ada", team: "Mill" }), "Ada (Mill)");
  // @ts-expect-error The team is missing.
  assert.equal(format(booking.memberOf, { name: "Ada" }), "Ada ({team})");
  // @ts-expect-error The name is missing.
  assert.equal(plural(emails.andOthers, 2, "en"), "{name} and 2 more");
});

/** A translator's folder of a language, with these files of English as they are. */
function translation(tag: string, ...files: (keyof Translation["texts"])[]): Translation {
  return {
    tag,
    texts: Object.fromEntries(files.map((file) => [file, english.texts[file]])),
  };
}

Deno.test("messages: a language whose guest file is complete is offered, one that lacks a text is not", () => {
  const files = messageFiles([
    ...translations,
    translation("he", "guest"),
    translation("it", "host"),
    translation("pl", "guest", "host", "emails", "errors"),
  ]);
  const list = files["src/lib/scheduling/language-list.ts"]!;
  assert.match(list, /\["en","de","fr","es","ar","he","pl"\] as const/);
  assert.match(list, /"he": "עברית",\n {2}"pl": "Polski",\n/);
  assert.match(list, /rightToLeft: readonly string\[\] = \["ar","he"\]/);
  assert.match(list, /partlyTranslated: readonly string\[\] = \["he"\]/);
  const imports = files["src/messages/messages.ts"]!;
  assert.match(imports, /\n {2}"he": \[he_guest\],\n/);
  assert.doesNotMatch(imports, /it_host/);
});

Deno.test("messages: a translation lacks what English has, not what English takes from elsewhere", () => {
  const guest = { "a.b": "One", "a.n_one": "{n} day", "a.n_other": "{n} days", "c": "$t(a.b)" };
  const source = { tag: "en", texts: { guest } };
  const own = (texts: Record<string, string>) => ({ tag: "pl", texts: { guest: texts } });
  assert.deepEqual(missingKeys(own({ "a.b": "Jeden" }), source, "guest"), ["a.n_other"]);
  assert.deepEqual(missingKeys(own({ "a.b": "Jeden", "a.n_other": "" }), source, "guest"), []);
});

Deno.test("nestTexts: a text that is missing is the common one of the language, else English", () => {
  const source = { "common.save": "Save", "page.save": "$t(common.save)", "page.title": "Hours" };
  assert.deepEqual(nestTexts({ "common.save": "Zapisz" }, source), {
    common: { save: "Zapisz" },
    page: { save: "Zapisz", title: "Hours" },
  });
  assert.deepEqual(nestTexts({ "page.save": "Zapisz godziny" }, source), {
    common: { save: "Save" },
    page: { save: "Zapisz godziny", title: "Hours" },
  });
});

Deno.test("nestTexts: plurals have the forms of their language, numbers make lists, a colon is a dot", () => {
  const source = { "n_one": "{n} day", "n_other": "{n} days", "steps.0": "A", "steps.1": "B" };
  const polish = { "n_one": "{n} dzień", "n_few": "{n} dni", "n_many": "{n} dni", "n_other": "…" };
  assert.deepEqual(nestTexts({ ...polish, "kinds.x:y": "not English" }, source), {
    n: { one: "{n} dzień", few: "{n} dni", many: "{n} dni", other: "…" },
    steps: ["A", "B"],
  });
  assert.deepEqual(nestTexts({}, { ...source, "kinds.x:y": "Z" }), {
    n: { one: "{n} day", other: "{n} days" },
    steps: ["A", "B"],
    kinds: { "x.y": "Z" },
  });
});
