/** Texts that people typed, as if each began in Hebrew: a page has to show them in their own direction. */

/** With which each planted text begins. */
export const mark = "\u05d0\u05d1\u05d2";

const named = new Set("name title description welcome footer".split(" "));
const said = new Set("note message confirmedMessage rejectedMessage description".split(" "));
/** Records whose texts are not those of people. */
const apart = new Set(["job", "ledger", "link", "session", "webhook_delivery"]);

const label = `${mark} Which topic?`;
const questions = [
  { slug: "topic", label, kind: "choice", required: false, options: [`${mark} A`, `${mark} B`] },
  { slug: "more", label: `${mark} More`, kind: "long", required: false, options: [] },
  { slug: "agreed", label: `${mark} Agreed`, kind: "checkbox", required: false, options: [] },
];
const answers = [{ slug: "topic", question: label, answer: `${mark} A` }];
const place = { kind: "address", value: `${mark} Torstraße 12` };

/** Marks every name, title, note and message of a store, and gives each type questions and a place. */
export async function plantHebrew(kv: Deno.Kv): Promise<void> {
  const found: { key: Deno.KvKey; value: unknown }[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    if (isRecord(value) && !apart.has(String(key[0]))) found.push({ key, value: marked(value) });
  }
  for (const { key, value } of found) {
    const isType = key[0] === "event_type" && isRecord(value) && "slug" in value;
    await kv.set(key, isType ? { ...value, questions } : value);
  }
}

type Fields = Record<string, unknown>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

function marked(value: unknown, name = ""): unknown {
  if (typeof value === "string") {
    if (named.has(name) && value !== "" || said.has(name)) return `${mark} ${value}`.trim();
    return value;
  }
  if (name === "answers") return answers;
  if (Array.isArray(value)) return value.map((each) => marked(each));
  if (!isRecord(value)) return value;
  if (name === "location" && value.kind === "none") return place;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, marked(each, key)]),
  );
}
