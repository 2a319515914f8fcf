/** `parseXml` by sax in strict mode, for a comparison with ours: the same tree, limits and namespaces. */
import sax from "sax";
import type { XmlElement } from "$lib/server/calendars/caldav/xml.ts";

interface OpenElement {
  element: XmlElement;
  namespaces: ReadonlyMap<string, string>;
}

/** Parses an XML document; throws whatever sax reports, and for a document type. */
export function parseWithSax(text: string): XmlElement {
  const root = newElement("");
  const open: OpenElement[] = [{ element: root, namespaces: new Map() }];
  // Its types do not know `strictEntities`; without it the entities of HTML are accepted.
  const options = { position: false, strictEntities: true };
  const parser = sax.parser(true, options);
  parser.onerror = (error) => {
    throw error;
  };
  parser.ondoctype = () => {
    throw new Error("a document type");
  };
  parser.onopentag = ({ name, attributes }) => {
    if (open.length > 40) throw new Error("too deep");
    const parent = open.at(-1)!;
    const child = openElement(name, Object.entries(attributes), parent.namespaces);
    parent.element.children.push(child.element);
    open.push(child);
  };
  parser.onclosetag = () => void open.pop();
  parser.ontext = parser.oncdata = (part) => open.at(-1)!.element.text += part;
  parser.write(text).close();
  return root.children[0]!;
}

function openElement(
  tag: string,
  attributes: [string, unknown][],
  inherited: OpenElement["namespaces"],
): OpenElement {
  let namespaces = inherited;
  const own: Record<string, string> = {};
  for (const [name, value] of attributes) {
    const prefix = name === "xmlns" ? "" : name.startsWith("xmlns:") ? name.slice(6) : null;
    if (prefix === null) own[name] = String(value);
    else namespaces = new Map([...namespaces, [prefix, String(value)]]);
  }
  const [local = "", prefix = ""] = tag.split(":").reverse();
  const namespace = namespaces.get(prefix);
  if (namespace === undefined && prefix) throw new Error("a prefix without a namespace");
  return { element: newElement(`{${namespace ?? ""}}${local}`, own), namespaces };
}

function newElement(name: string, attributes: Record<string, string> = {}): XmlElement {
  return { name, attributes, children: [], text: "" };
}
