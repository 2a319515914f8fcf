/** An XML element; names carry their namespace as `{DAV:}href`. */
export interface Element {
  name: string;
  /** Without namespaces. */
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** Thrown for what is not well-formed; an answer that does not parse is an error, never empty. */
export class BrokenXml extends Error {}

const DEEPEST = 40;

interface Open {
  element: Element;
  tag: string;
  spaces: Map<string, string>;
}

/** Reads an XML document, strictly. Document types are refused: they are good for entity bombs only. */
export function readXml(text: string): Element {
  const root: Element = { name: "", attributes: none, children: [], text: "" };
  const open: Open[] = [
    { element: root, tag: "", spaces: new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]) },
  ];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const inside = open[open.length - 1]!;
    const next = text.indexOf("<", at);
    const end = next < 0 ? text.length : next;
    if (end > at) inside.element.text += unescaped(text.slice(at, end));
    if (next < 0) break;
    const sign = text.charCodeAt(next + 1);
    if (sign === SLASH) {
      at = after(text, ">", next);
      if (text.slice(next + 2, at - 1).trimEnd() !== inside.tag || open.length === 1) {
        throw new BrokenXml("tags that do not match");
      }
      open.pop();
    } else if (sign === QUESTION) {
      at = after(text, "?>", next + 2);
    } else if (sign !== EXCLAMATION) {
      at = openTag(text, next, open);
    } else if (text.startsWith("<!--", next)) {
      at = after(text, "-->", next + 4);
    } else if (text.startsWith("<![CDATA[", next)) {
      at = after(text, "]]>", next + 9);
      inside.element.text += text.slice(next + 9, at - 3);
    } else {
      throw new BrokenXml("a document type");
    }
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || !only || more.length) throw new BrokenXml("cut off");
  return only;
}

const SLASH = 0x2f, QUESTION = 0x3f, EXCLAMATION = 0x21;
const none: Element["attributes"] = Object.freeze({});

const plainTag = /<([^\s<>\/="']+)\s*(\/?)>/y;
const tagWithAttributes =
  /<([^\s<>\/="']+)((?:\s+[^\s<>\/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

function openTag(text: string, from: number, open: Open[]): number {
  const parent = open[open.length - 1]!;
  if (open.length > DEEPEST) throw new BrokenXml("a tag that cannot be read");
  plainTag.lastIndex = from;
  const plain = plainTag.exec(text);
  if (plain) {
    const element = elementOf(plain[1]!, parent.spaces, none);
    parent.element.children.push(element);
    if (!plain[2]) open.push({ element, tag: plain[1]!, spaces: parent.spaces });
    return plainTag.lastIndex;
  }
  tagWithAttributes.lastIndex = from;
  const match = tagWithAttributes.exec(text);
  if (!match) throw new BrokenXml("a tag that cannot be read");
  const end = tagWithAttributes.lastIndex;
  const [, name = "", attributes = "", closed] = match;
  let { spaces } = parent;
  const read: Element["attributes"] = {};
  for (
    const [, key = "", one, two] of attributes.matchAll(
      /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
    )
  ) {
    const value = unescaped(one ?? two ?? "");
    if (key === "xmlns") spaces = new Map(spaces).set("", value);
    else if (key.startsWith("xmlns:")) spaces = new Map(spaces).set(key.slice(6), value);
    else read[key] = value;
  }
  const element = elementOf(name, spaces, read);
  parent.element.children.push(element);
  if (!closed) open.push({ element, tag: name, spaces });
  return end;
}

function elementOf(
  tag: string,
  spaces: Map<string, string>,
  attributes: Element["attributes"],
): Element {
  const colon = tag.lastIndexOf(":");
  const prefix = colon < 0 ? "" : tag.slice(tag.lastIndexOf(":", colon - 1) + 1, colon);
  const space = spaces.get(prefix);
  if (space === undefined && prefix) throw new BrokenXml("a prefix without a namespace");
  return { name: `{${space ?? ""}}${tag.slice(colon + 1)}`, attributes, children: [], text: "" };
}

/** Text made safe to stand in an element. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  // The ends of the lines of every calendar are often written so.
  if (text.includes("&#13;")) return text.split("&#13;").map(unescaped).join("\r");
  return text.replace(/&([^;&\s]{0,12};)?/g, (_, entity: string | undefined) => {
    const known = entity && entities[entity];
    if (known) return known;
    const code = /^#(?:x([0-9a-f]+)|(\d+));$/i.exec(entity ?? "");
    const point = code ? parseInt(code[1] ?? code[2] ?? "", code[1] ? 16 : 10) : NaN;
    if (!(point > 0 && point <= 0x10ffff)) throw new BrokenXml("an entity that nobody knows");
    return String.fromCodePoint(point);
  });
}

const entities: Record<string, string> = {
  "amp;": "&",
  "lt;": "<",
  "gt;": ">",
  "quot;": '"',
  "apos;": "'",
};

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new BrokenXml("cut off");
  return at + mark.length;
}
