/** XML of calendar servers: sax in strict mode, behind a filter for what it accepts though it is not well-formed. */
import sax from "sax";

/** An XML element; names carry their namespace as `{DAV:}href`. */
export interface XmlElement {
  name: string;
  /** Without namespaces. */
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/** Thrown for a document that is not well-formed. */
export class InvalidXml extends Error {}

const MAX_DEPTH = 40;
/** Six for each of 60,000 objects; each takes some hundred bytes of the parser thread's 80 MB. */
const MAX_TAGS = 400_000;
/** Characters of the attributes of a tag. */
const MAX_ATTRIBUTES_LENGTH = 50_000;
const XML = "http://www.w3.org/XML/1998/namespace";

/** An element that is not closed yet, and the namespaces in it. */
interface OpenElement {
  element: XmlElement;
  scope: Scope;
}

/** Namespaces by prefix, in addition to those of the outer scope, and the names of tags as they were resolved. */
interface Scope {
  namespaces: ReadonlyMap<string, string>;
  outer: Scope | null;
  names: Map<string, string>;
}

/** Parses an XML document. Throws `InvalidXml` for what is not well-formed, a document type, and more than the limits. */
export function parseXml(text: string): XmlElement {
  const markup = strictMarkup(text);
  const root = newElement("", noAttributes);
  const open: OpenElement[] = [{ element: root, scope: newScope([["", ""], ["xml", XML]], null) }];
  let tags = 0, attributes: [string, string][] = [], attributesLength = 0, lessThanReads = 0;
  const parser = sax.parser(true, { position: false });
  // The table of sax accepts `&AMP;` as `&amp;` and rejects surrogate pairs in two references.
  parser.ENTITIES = new Proxy({}, {
    get(_, reference: string) {
      const character = characterOf(reference);
      if (character === "<") lessThanReads++;
      return character;
    },
  });
  parser.onerror = ({ message }) => {
    throw new InvalidXml(message);
  };
  parser.onopentagstart = () => {
    if (++tags > MAX_TAGS || open.length > MAX_DEPTH) throw new InvalidXml("more than can be read");
    attributes = [];
    attributesLength = lessThanReads = 0;
  };
  parser.onattribute = ({ name, value }) => {
    attributesLength += name.length + value.length;
    // sax reads its table twice for each reference.
    const isUnescaped = value.split("<").length - 1 > lessThanReads / 2;
    lessThanReads = 0;
    // sax calls this method of an object that holds the attributes.
    const isMethod = name === "hasOwnProperty";
    if (isUnescaped || isMethod || attributesLength > MAX_ATTRIBUTES_LENGTH) {
      throw new InvalidXml("an attribute that cannot be read");
    }
    attributes.push([name, value]);
  };
  parser.onopentag = ({ name }) => {
    const parent = open.at(-1)!;
    const child = openElement(name, attributes, parent.scope);
    parent.element.children.push(child.element);
    open.push(child);
  };
  parser.onclosetag = () => void open.pop();
  parser.ontext = parser.oncdata = (part) => void (open.at(-1)!.element.text += part);
  parser.write(markup).close();
  const [only, ...more] = root.children;
  if (!only || more.length) throw new InvalidXml("not one root element");
  if (/[^ \t\r\n]/.test(root.text)) throw new InvalidXml("text outside the root element");
  return only;
}

const specialMarkup =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?(?:[^?]|\?(?![?>]))*\?>|(<(?:[!?]|\/?\s))/g;

/**
 * The text with empty comments, as sax refuses `--` in one. Throws for document types and for what sax accepts or
 * loses: declarations, `<![cdata[`, white space before a name, what follows `??>`.
 */
function strictMarkup(text: string): string {
  let hasComments = false;
  for (const [part, malformed] of text.matchAll(specialMarkup)) {
    if (malformed) throw new InvalidXml("markup that is not well-formed, or a document type");
    hasComments ||= part.startsWith("<!--");
  }
  if (!hasComments) return text;
  return text.replace(specialMarkup, (part) => part.startsWith("<!--") ? "<!---->" : part);
}

const noAttributes: XmlElement["attributes"] = Object.freeze({});

function newElement(name: string, attributes: XmlElement["attributes"]): XmlElement {
  return { name, attributes, children: [], text: "" };
}

function newScope(namespaces: [string, string][], outer: Scope | null): Scope {
  return { namespaces: new Map(namespaces), outer, names: new Map() };
}

function openElement(tag: string, attributes: [string, string][], outer: Scope): OpenElement {
  const isNamespace = ([name]: [string, string]) => /^xmlns(:|$)/.test(name);
  const namespaces = attributes.filter(isNamespace)
    .map(([name, value]): [string, string] => [name.slice("xmlns:".length), value]);
  const scope = namespaces.length === 0 ? outer : newScope(namespaces, outer);
  const own = attributes.length === namespaces.length
    ? noAttributes
    : Object.fromEntries(attributes.filter((each) => !isNamespace(each)));
  return { element: newElement(nameIn(scope, tag), own), scope };
}

function nameIn(scope: Scope, tag: string): string {
  const known = scope.names.get(tag);
  if (known !== undefined) return known;
  const [local = "", prefix = ""] = tag.split(":").reverse();
  let declaring: Scope | null = scope;
  while (declaring && !declaring.namespaces.has(prefix)) declaring = declaring.outer;
  if (!declaring) throw new InvalidXml("a prefix without a namespace");
  const name = `{${declaring.namespaces.get(prefix)}}${local}`;
  scope.names.set(tag, name);
  return name;
}

/** Escapes text for an element or attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const named = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"]]);
const LONGEST_REFERENCE = 12;
const HASH = 0x23, X = 0x78, ZERO = 0x30, NINE = 0x39, A = 0x61;

/** The character of a reference such as `amp`, `#65` or `#x41`. */
function characterOf(reference: string): string {
  const isNumber = reference.charCodeAt(0) === HASH;
  const character = isNumber ? characterAt(codePointOf(reference)) : named.get(reference);
  if (character === undefined) throw new InvalidXml("an unknown reference");
  return character;
}

function characterAt(point: number): string | undefined {
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** The number in `#65` or `#x41`, NaN for any other; by code units, because whole responses consist of references. */
function codePointOf(reference: string): number {
  const base = (reference.charCodeAt(1) | 0x20) === X ? 16 : 10;
  const { length } = reference;
  let at = base === 16 ? 2 : 1, point = at < length && length <= LONGEST_REFERENCE ? 0 : NaN;
  for (; at < length; at++) {
    const unit = reference.charCodeAt(at);
    const digit = unit <= NINE ? unit - ZERO : (unit | 0x20) - A + 10;
    if (!(digit >= 0 && digit < base)) return NaN;
    point = point * base + digit;
  }
  return point;
}
