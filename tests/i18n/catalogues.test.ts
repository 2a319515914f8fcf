import assert from "node:assert/strict";
import { pluralBase } from "$lib/i18n/nest-texts.ts";
import { languages, partlyTranslated } from "$lib/scheduling/language.ts";
import { texts } from "../../src/messages/messages.ts";
import type { FlatTexts } from "../../src/messages/text.ts";
import { names, sameWords } from "./same-as-english.ts";

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;
type Message = string | Forms;
type NumbersByForm = ReadonlyMap<Intl.LDMLPluralRule, number>;

const flatEnglish: FlatTexts = Object.assign({}, ...texts.en);
const english = messagesIn(texts.en);

Deno.test("catalogues: German, French, Spanish and Arabic lack nothing", () => {
  assert.deepEqual(["de", "fr", "es", "ar"].filter((each) => partlyTranslated.includes(each)), []);
});

Deno.test("catalogues: a plural of English has the form other, and its name is not a text too", () => {
  const bases = Object.keys(flatEnglish).map(pluralBase).filter((base) => base !== null);
  const wrong = bases.filter((base) => !(`${base}_other` in flatEnglish) || base in flatEnglish);
  assert.deepEqual(wrong, []);
});

Deno.test("catalogues: a text that is taken from elsewhere is there, and not taken from elsewhere", () => {
  const taken = Object.values(flatEnglish).flatMap((text) => aliasOf(text) ?? []);
  assert(taken.length > 100);
  assert.deepEqual(
    taken.filter((key) => !flatEnglish[key] || aliasOf(flatEnglish[key]) !== null),
    [],
  );
});

Deno.test("catalogues: what guests read is taken from the guest file, which a translation begins with", () => {
  const [guest = {}] = texts.en;
  const taken = Object.values(guest).flatMap((text) => aliasOf(text) ?? []);
  assert.deepEqual(taken.filter((key) => !(key in guest)), []);
});

Deno.test("catalogues: a common text is taken from there twice or more", () => {
  const taken = Object.values(flatEnglish).map(aliasOf);
  const common = Object.keys(flatEnglish).filter((key) => key.startsWith("common."));
  const once = common.filter((key) => taken.filter((each) => each === key).length < 2);
  assert.deepEqual(once, []);
});

for (const language of languages) {
  Deno.test(`catalogue ${language}: no key is in two files`, () => {
    const keys = texts[language].flatMap((file) => Object.keys(file));
    assert.deepEqual(keys.filter((key, at) => keys.indexOf(key) !== at), []);
  });
}

for (const language of languages.filter((each) => each !== "en")) {
  const translated = messagesIn(texts[language]);
  const numbers = numbersByForm(language);

  Deno.test(`catalogue ${language}: has no message that the English one has not`, () => {
    assert.deepEqual([...translated.keys()].filter((key) => !english.has(key)), []);
  });

  Deno.test(`catalogue ${language}: each text has the places of the English one`, () => {
    assert.deepEqual(wrong(translated, (message, source) => placesProblem(message, source)), []);
  });

  Deno.test(`catalogue ${language}: a plural has each form that the language needs`, () => {
    assert.deepEqual(wrong(translated, (message) => formsProblem(message, language, numbers)), []);
  });

  Deno.test(`catalogue ${language}: a form for several numbers names its number`, () => {
    assert.deepEqual(
      wrong(translated, (message, source) => numberProblem(message, source, numbers)),
      [],
    );
  });

  Deno.test(`catalogue ${language}: no text is the English one, unless it is listed`, () => {
    const same = wrong(translated, (message, source) => {
      const text = textsOf(message).find((each) =>
        textsOf(source).includes(each) && /\p{L}{2}/u.test(each.replace(/\{\w+\}/g, ""))
      );
      return text && !names.includes(text) && !sameWords[language]?.includes(text)
        ? `is in English: ${text}`
        : null;
    });
    assert.deepEqual(same, []);
  });
}

Deno.test("catalogue fr: no line can break before : ; ? ! or inside «\u00a0…\u00a0»", () => {
  const french = [...messagesIn(texts.fr).values()].flatMap(textsOf);
  assert.deepEqual(french.filter((text) => /\S [:;?!»]|« /.test(text)), []);
});

Deno.test("catalogues: what a translation may share with English is in the English catalogue", () => {
  const known = new Set([...english.values()].flatMap(textsOf));
  const listed = [...names, ...Object.values(sameWords).flat()];
  assert.deepEqual(listed.filter((text) => !known.has(text)), []);
});

/** The messages by their key; the forms of a plural are one. What English takes from elsewhere is what stands there. */
function messagesIn(files: readonly FlatTexts[]): Map<string, Message> {
  const found = new Map<string, Message>();
  for (const [key, text] of files.flatMap((file) => Object.entries(file))) {
    const base = pluralBase(key);
    if (base === null) found.set(key, flatEnglish[aliasOf(text) ?? ""] ?? text);
    else found.set(base, { ...found.get(base) as Forms, [key.slice(base.length + 1)]: text });
  }
  return found;
}

/** The key in `$t(common.save)`. */
function aliasOf(text: string): string | null {
  return /^\$t\((.+)\)$/.exec(text)?.[1] ?? null;
}

/** What is wrong with the messages that the English catalogue has too, each with its path. */
function wrong(
  translated: Map<string, Message>,
  problemOf: (message: Message, source: Message) => string | null,
): string[] {
  return [...translated].flatMap(([path, message]) => {
    const source = english.get(path);
    const problem = source === undefined ? null : problemOf(message, source);
    return problem ? [`${path}: ${problem}`] : [];
  });
}

function placesProblem(message: Message, source: Message): string | null {
  if (typeof message !== typeof source) return "is a text in one, a plural in the other";
  const known = new Set(textsOf(source).flatMap(placesOf).concat(isText(source) ? [] : ["n"]));
  const named = new Set(textsOf(message).flatMap(placesOf));
  const extra = [...named].filter((place) => !known.has(place));
  if (extra.length > 0) return `has {${extra.join("}, {")}}, which the English text has not`;
  const needed = isText(source) ? placesOf(source) : placesOf(source.other ?? "");
  const missing = needed.filter((place) => !named.has(place));
  return missing.length > 0 ? `lacks {${missing.join("}, {")}}` : null;
}

function formsProblem(
  message: Message,
  language: string,
  numbers: NumbersByForm,
): string | null {
  if (isText(message)) return null;
  const missing = [...numbers.keys()].filter((form) => message[form] === undefined);
  if (missing.length > 0) return `has no form ${missing.join(", ")}`;
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const extra = Object.keys(message).filter((form) =>
    !categories.includes(form as Intl.LDMLPluralRule)
  );
  return extra.length > 0 ? `has the form ${extra.join(", ")}, which ${language} has not` : null;
}

function numberProblem(message: Message, source: Message, numbers: NumbersByForm): string | null {
  if (isText(message) || isText(source)) return null;
  for (const [form, count] of numbers) {
    const isNamed = (source[form === "one" ? "one" : "other"] ?? "").includes("{n}");
    if (isNamed && count > 1 && message[form]?.includes("{n}") === false) {
      return `${form} stands for several numbers and lacks {n}`;
    }
  }
  return null;
}

/** How many of the numbers to a thousand take each form. */
function numbersByForm(language: string): NumbersByForm {
  const rules = new Intl.PluralRules(language);
  const numbers = new Map<Intl.LDMLPluralRule, number>();
  for (let n = 0; n <= 1_000; n++) {
    numbers.set(rules.select(n), (numbers.get(rules.select(n)) ?? 0) + 1);
  }
  return numbers;
}

function isText(message: Message): message is string {
  return typeof message === "string";
}

function textsOf(message: Message): string[] {
  return isText(message) ? [message] : Object.values(message);
}

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}
