/** One content line of iCalendar (RFC 5545 §3.1). Names are upper case, the value is as it stood. */
export interface Property {
  name: string;
  params: Record<string, string>;
  value: string;
}

/** A component with its lines and the components inside it. */
export interface Component {
  name: string;
  properties: Property[];
  components: Component[];
  /** Lines in it that are no content lines. */
  broken: number;
}

/** An object that is not iCalendar, or was cut off. */
export class BrokenContent extends Error {}

const DEEPEST = 8;

/** Reads iCalendar text into its VCALENDARs. Strict where a mistake could hide an event, forgiving about single lines. */
export function readCalendars(text: string): Component[] {
  const root: Component = { name: "", properties: [], components: [], broken: 0 };
  const open = [root];
  for (const line of unfolded(text)) {
    if (line === "") continue;
    const inside = open.at(-1) ?? root;
    const property = readLine(line);
    if (!property) {
      inside.broken++;
      continue;
    }
    if (property.name === "BEGIN") {
      if (open.length > DEEPEST) throw new BrokenContent("components inside components, too deep");
      const component: Component = {
        name: property.value.trim().toUpperCase(),
        properties: [],
        components: [],
        broken: 0,
      };
      inside.components.push(component);
      open.push(component);
    } else if (property.name === "END") {
      if (open.length === 1 || property.value.trim().toUpperCase() !== inside.name) {
        throw new BrokenContent(`END:${property.value.slice(0, 20)} without its BEGIN`);
      }
      open.pop();
    } else inside.properties.push(property);
  }
  if (open.length > 1) throw new BrokenContent(`${open.at(-1)?.name.slice(0, 20)} has no END`);
  const calendars = root.components.filter((component) => component.name === "VCALENDAR");
  if (calendars.length === 0) throw new BrokenContent("no VCALENDAR");
  return calendars;
}

/** The first property of a name. */
export function property(component: Component, name: string): Property | undefined {
  return component.properties.find((candidate) => candidate.name === name);
}

/** Every property of a name. */
export function properties(component: Component, name: string): Property[] {
  return component.properties.filter((candidate) => candidate.name === name);
}

/** A TEXT value without its escapes (RFC 5545 §3.3.11). */
export function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, sign) => sign === "n" || sign === "N" ? "\n" : sign);
}

/** Lines with their folds undone; bare LF and CR are met in the field. */
function unfolded(text: string): string[] {
  return text.replace(/^\uFEFF/, "").replace(/(?:\r\n|\n|\r)[ \t]/g, "").split(/\r\n|\n|\r/);
}

function readLine(line: string): Property | null {
  const plain = /^([A-Za-z0-9-]+):/.exec(line);
  if (plain?.[1]) {
    return { name: plain[1].toUpperCase(), params: {}, value: line.slice(plain[0].length) };
  }
  const name = /^([A-Za-z0-9-]+);/.exec(line)?.[1];
  if (!name) return null;
  const params: Record<string, string> = Object.create(null);
  const parameter = /([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)([;:])/y;
  parameter.lastIndex = name.length + 1;
  for (let match = parameter.exec(line); match; match = parameter.exec(line)) {
    params[(match[1] ?? "").toUpperCase()] = (match[2] ?? "").replaceAll('"', "");
    if (match[3] === ":") {
      return { name: name.toUpperCase(), params, value: line.slice(parameter.lastIndex) };
    }
  }
  return null;
}
