/** An XML element; names carry their namespace as `{DAV:}href`. */
export interface XmlElement {
  name: string;
  /** Without namespaces. */
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/** Thrown for what is not well-formed; an answer that does not parse is an error, never empty. */
export class InvalidXml extends Error {}

const MAX_DEPTH = 40;
/** Six for each of 60,000 objects; while they are read, each takes some hundred bytes of the thread's eighty million. */
const MAX_TAGS = 400_000;
/** Characters of a tag with its attributes. */
const MAX_TAG_LENGTH = 50_000;
const XML = "http://www.w3.org/XML/1998/namespace";

interface Open {
  element: XmlElement;
  tag: string;
  scope: Scope;
}

/** Namespaces by their prefix, and the names of tags that were read in them. */
interface Scope {
  spaces: ReadonlyMap<string, string>;
  names: Map<string, string>;
}

/** Reads an XML document, strictly. Document types are refused: they are good for entity bombs only. */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: "", attributes: noAttributes, children: [], text: "" };
  const open: Open[] = [
    { element: root, tag: "", scope: { spaces: new Map([["xml", XML]]), names: new Map() } },
  ];
  let at = text.startsWith("\uFEFF") ? 1 : 0, tags = 0;
  while (at < text.length) {
    const inside = open[open.length - 1]!;
    const next = text.indexOf("<", at);
    const end = next < 0 ? text.length : next;
    if (end > at) inside.element.text += unescapeXml(text.slice(at, end));
    if (next < 0) break;
    const sign = text.charCodeAt(next + 1);
    if (sign === SLASH) {
      at = indexAfter(text, ">", next);
      if (text.slice(next + 2, at - 1).trimEnd() !== inside.tag || open.length === 1) {
        throw new InvalidXml("tags that do not match");
      }
      open.pop();
    } else if (sign === QUESTION) {
      at = indexAfter(text, "?>", next + 2);
    } else if (sign !== EXCLAMATION) {
      if (++tags > MAX_TAGS) throw new InvalidXml("more than can be read");
      at = openTag(text, next, open);
    } else if (text.startsWith("<!--", next)) {
      at = indexAfter(text, "-->", next + 4);
    } else if (text.startsWith("<![CDATA[", next)) {
      at = indexAfter(text, "]]>", next + 9);
      inside.element.text += text.slice(next + 9, at - 3);
    } else {
      throw new InvalidXml("a document type");
    }
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || !only || more.length) throw new InvalidXml("cut off");
  if (/[^ \t\r\n]/.test(root.text)) throw new InvalidXml("text outside the root element");
  return only;
}

const SLASH = 0x2f, QUESTION = 0x3f, EXCLAMATION = 0x21;
const noAttributes: XmlElement["attributes"] = Object.freeze({});

const plainTag = /<([^\s<>\/="']+)\s*(\/?)>/y;
const tagWithAttributes =
  /^<([^\s<>\/="']+)((?:\s+[^\s<>\/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;

function openTag(text: string, from: number, open: Open[]): number {
  const parent = open[open.length - 1]!;
  if (open.length > MAX_DEPTH) throw new InvalidXml("a tag that cannot be read");
  plainTag.lastIndex = from;
  const plain = plainTag.exec(text);
  if (plain) {
    const element = elementOf(plain[1]!, parent.scope, noAttributes);
    parent.element.children.push(element);
    if (!plain[2]) open.push({ element, tag: plain[1]!, scope: parent.scope });
    return plainTag.lastIndex;
  }
  const match = tagWithAttributes.exec(text.slice(from, from + MAX_TAG_LENGTH));
  if (!match) throw new InvalidXml("a tag that cannot be read");
  const end = from + match[0].length;
  const [, name = "", attributes = "", closed] = match;
  const own = new Map<string, string>();
  const read: XmlElement["attributes"] = {};
  for (
    const [, key = "", one, two] of attributes.matchAll(
      /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
    )
  ) {
    const value = unescapeXml(one ?? two ?? "");
    if (key === "xmlns") own.set("", value);
    else if (key.startsWith("xmlns:")) own.set(key.slice(6), value);
    else read[key] = value;
  }
  const scope = own.size === 0
    ? parent.scope
    : { spaces: new Map([...parent.scope.spaces, ...own]), names: new Map<string, string>() };
  const element = elementOf(name, scope, read);
  parent.element.children.push(element);
  if (!closed) open.push({ element, tag: name, scope });
  return end;
}

function elementOf(tag: string, scope: Scope, attributes: XmlElement["attributes"]): XmlElement {
  let name = scope.names.get(tag);
  if (name === undefined) scope.names.set(tag, name = nameIn(scope.spaces, tag));
  return { name, attributes, children: [], text: "" };
}

function nameIn(spaces: ReadonlyMap<string, string>, tag: string): string {
  const [local = "", prefix = ""] = tag.split(":").reverse();
  const space = spaces.get(prefix);
  if (space === undefined && prefix) throw new InvalidXml("a prefix without a namespace");
  return `{${space ?? ""}}${local}`;
}

/** Text made safe to stand in an element. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text with its references replaced; a text of nothing else takes hardly longer than one of lines. */
function unescapeXml(text: string): string {
  // The ends of the lines of every calendar are often written so.
  if (text.includes("&#13;")) return text.split("&#13;").map(unescapeXml).join("\r");
  const parts: string[] = [];
  let units: number[] = [], from = 0;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", from)) {
    if (at - from > SHORT_RUN || units.length > MOST_UNITS) {
      parts.push(String.fromCharCode(...units), text.slice(from, at));
      units = [];
    } else {
      for (let i = from; i < at; i++) units.push(text.charCodeAt(i));
    }
    const end = text.indexOf(";", at);
    const point = codePointOf(text, at + 1, end);
    if (point > 0xffff) units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
    else units.push(point);
    from = end + 1;
  }
  return from === 0 ? text : parts.join("") + String.fromCharCode(...units) + text.slice(from);
}

const SHORT_RUN = 16, MOST_UNITS = 4_096;

/** The code point that a reference between `&` and `;` stands for. */
function codePointOf(text: string, from: number, end: number): number {
  if (text.charCodeAt(from) !== HASH) {
    for (const [name, point] of namedEntities) {
      if (end - from === name.length && text.startsWith(name, from)) return point;
    }
    throw new InvalidXml(unknownEntity);
  }
  const isHex = (text.charCodeAt(from + 1) | 0x20) === X;
  const base = isHex ? 16 : 10;
  let point = 0, at = from + (isHex ? 2 : 1);
  if (at >= end || end - from > LONGEST_REFERENCE) throw new InvalidXml(unknownEntity);
  for (; at < end; at++) {
    const unit = text.charCodeAt(at);
    const digit = unit <= NINE ? unit - ZERO : (unit | 0x20) - A + 10;
    if (!(digit >= 0 && digit < base)) throw new InvalidXml(unknownEntity);
    point = point * base + digit;
  }
  if (point === 0 || point > 0x10ffff) throw new InvalidXml(unknownEntity);
  return point;
}

const HASH = 0x23, X = 0x78, ZERO = 0x30, NINE = 0x39, A = 0x61;
const LONGEST_REFERENCE = 12;
const unknownEntity = "an entity that nobody knows";
const namedEntities = [["amp", 0x26], ["lt", 0x3c], ["gt", 0x3e], ["quot", 0x22], [
  "apos",
  0x27,
]] as const;

function indexAfter(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new InvalidXml("cut off");
  return at + mark.length;
}
