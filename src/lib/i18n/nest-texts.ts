import type { FlatTexts } from "../../messages/text.ts";

/** The plural categories of CLDR, as the ends of keys name them (i18next, JSON v4). */
export const pluralForms = ["zero", "one", "two", "few", "many", "other"];
const pluralKey = new RegExp(`^(.+)_(${pluralForms.join("|")})$`);

/** A tree of texts, plural forms and lists of texts. */
export type Nested = string | Nested[] | Group;
type Group = { [name: string]: Nested };

/**
 * The nested messages of a language from its flat texts. One that it lacks is where English says that it means the same,
 * `$t(common.save)`, else it is English. Their type is written of the same keys by `deno task messages`.
 */
export function nestTexts<Messages = Nested>(own: FlatTexts, english: FlatTexts): Messages {
  const root: Group = {};
  for (const key of Object.keys(english)) {
    const [, base, form] = pluralKey.exec(key) ?? [];
    if (base === undefined) put(root, pathOf(key), textOf(key, own, english));
    else if (form === "other") put(root, pathOf(base), formsOf(base, key in own ? own : english));
  }
  return withLists(root) as Messages;
}

/** The key of a plural without the form at its end; null for one text. */
export function pluralBase(key: string): string | null {
  return pluralKey.exec(key)?.[1] ?? null;
}

function textOf(key: string, own: FlatTexts, english: FlatTexts): string {
  const text = own[key] ?? english[key] ?? key;
  const same = /^\$t\((.+)\)$/.exec(text)?.[1];
  return same === undefined ? text : textOf(same, own, english);
}

function formsOf(base: string, texts: FlatTexts): Group {
  return Object.fromEntries(
    pluralForms.flatMap((form) => {
      const text = texts[`${base}_${form}`];
      return text === undefined ? [] : [[form, text]];
    }),
  );
}

/** A dot within a name is written as a colon: `kinds.booking:requested`. */
function pathOf(key: string): string[] {
  return key.split(".").map((name) => name.replaceAll(":", "."));
}

function put(root: Group, path: readonly string[], value: Nested): void {
  let at = root;
  for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Group;
  at[path.at(-1)!] = value;
}

/** Names from 0 on make a list. */
function withLists(node: Nested): Nested {
  if (typeof node === "string") return node;
  if ("0" in node) return Object.values(node).map(withLists);
  return Object.fromEntries(Object.entries(node).map(([name, each]) => [name, withLists(each)]));
}
