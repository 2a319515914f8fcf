/** Serializes a parsed multistatus (RFC 4918 §13) so that tsdav reads it correctly. */
import { CalendarError } from "../calendar.ts";
import { caldavName, child, davName, resolveHref, type Resource } from "./multistatus.ts";
import { escapeXml, type XmlElement } from "./xml.ts";

/** All elements that discovery and the list of calendars need; tsdav ignores namespaces, so others are left out. */
const knownElements = new Set([
  ...["resourcetype", "displayname", "href", "current-user-principal"].map(davName),
  ...["current-user-privilege-set", "privilege", "all", "write", "write-content", "bind"].map(
    davName,
  ),
  ...["calendar", "calendar-home-set", "calendar-user-address-set"].map(caldavName),
  ...["supported-calendar-component-set", "comp", "schedule-calendar-transp"].map(caldavName),
  caldavName("transparent"),
  "{http://apple.com/ns/ical/}calendar-color",
]);

/** More than two thousand calendars need; tsdav parses this on the main thread. */
const MAX_LENGTH = 1_000_000;
/** Characters of a name or colour; the list shows fewer. */
const MAX_TEXT_LENGTH = 200;

/** Properties whose href is the next address to request; only the first href counts. */
const addressProperties = new Set([
  davName("current-user-principal"),
  caldavName("calendar-home-set"),
]);

/**
 * Writes resources as a multistatus of successes (RFC 4918 §13): only known elements, absolute addresses, text in
 * CDATA, because tsdav makes numbers and booleans of plain text. With `requested`, the resource is named by that
 * address. Throws `CalendarError`: "redirect" for an address to follow that `resolveHref` refuses, "too-large".
 */
export function plainMultistatus(resources: readonly Resource[], requested?: URL): string {
  const responses = resources.map(({ url, props }) =>
    `<response><href>${escapeXml((requested ?? url).href)}</href><propstat><prop>${
      [...props.values()].map((prop) =>
        addressProperties.has(prop.name) ? serializeAddress(prop, url) : serialize(prop)
      )
        .join("")
    }</prop></propstat></response>`
  );
  const text = `<multistatus xmlns="DAV:">${responses.join("")}</multistatus>`;
  if (text.length > MAX_LENGTH) throw new CalendarError("try-again", "too-large", "properties");
  return text;
}

function serializeAddress(prop: XmlElement, base: URL): string {
  const href = child(prop, davName("href"))?.text.trim();
  if (!href) return "";
  return serialize({ ...prop, children: [hrefElement(resolveHref(href, base).href)] });
}

const hrefElement = (text: string): XmlElement => ({
  name: davName("href"),
  attributes: {},
  children: [],
  text,
});

function serialize({ name, attributes, children, text }: XmlElement): string {
  if (!knownElements.has(name)) return "";
  const tag = name.slice(name.indexOf("}") + 1);
  const component = attributes.name === undefined ? "" : ` name="${escapeXml(attributes.name)}"`;
  const content = children.length > 0
    ? children.map(serialize).join("")
    : serializeText(tag, text.trim());
  return `<${tag}${component}>${content}</${tag}>`;
}

/** Addresses are never numbers, and tsdav looks for theirs outside of CDATA. */
function serializeText(tag: string, text: string): string {
  if (text === "" || tag === "href") return escapeXml(text);
  const short = text.slice(0, MAX_TEXT_LENGTH).trim();
  return short.includes("]]>") ? escapeXml(short) : `<![CDATA[${short}]]>`;
}
