/** The fields of a form by a schema: what a page shows of a value, what was entered, and what is parsed of it. */
import type * as v from "valibot";
import { minutesPerUnit, toAmountAndUnit } from "$lib/scheduling/durations.ts";
import { numberFrom, splitList, textIn } from "$lib/scheduling/typed-text.ts";

/** Fields that are not entered as their values are: a list in one text, or minutes in hours or in a unit `nameUnit`. */
export type EnteredAs = Partial<Record<string, "list" | "hours" | "duration">>;

type Output<S> = S extends v.GenericSchema ? NonNullable<v.InferOutput<S>> : never;
type AsShown<T> = NonNullable<T> extends boolean ? boolean : string;

/** The names of the fields; those of an object in the schema are `name.field`. */
type NameOf<E extends v.ObjectEntries> = {
  [Name in keyof E & string]: Output<E[Name]> extends readonly unknown[] ? Name
    : Output<E[Name]> extends object ? `${Name}.${keyof Output<E[Name]> & string}`
    : Name;
}[keyof E & string];

/** The fields as a page shows them: texts, and whether a box is ticked. */
export type Shown<E extends v.ObjectEntries> = {
  [Name in NameOf<E>]: Name extends `${infer Outer}.${infer Inner}`
    ? AsShown<Output<E[Outer]>[Inner & keyof Output<E[Outer]>]>
    : AsShown<Output<E[Name]>>;
};

/** What a page shows of a value. */
export function shownFields<E extends v.ObjectEntries>(
  entries: E,
  value: object,
  as: EnteredAs = {},
): Shown<E> {
  const shown: Record<string, string | boolean> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const is = (value as Record<string, unknown>)[name], { type, fields } = baseOf(entry);
    if (fields) {
      const inner: [string, string | boolean][] = Object.entries(shownFields(fields, is ?? {}));
      for (const [key, each] of inner) shown[`${name}.${key}`] = each;
    } else if (as[name] === "duration") {
      const { amount, unit } = toAmountAndUnit(Number(is));
      Object.assign(shown, { [name]: amount, [`${name}Unit`]: unit });
    } else if (as[name] === "hours") shown[name] = String(Number(is) / 60);
    else if (Array.isArray(is)) shown[name] = is.join(typeof is[0] === "number" ? ", " : "\n");
    else shown[name] = type === "boolean" ? is === true : String(is ?? "");
  }
  return shown as Shown<E>;
}

/** What was entered; a field that the form does not have is empty. */
export function enteredFields<E extends v.ObjectEntries>(
  entries: E,
  form: FormData,
  as: EnteredAs = {},
): Shown<E> {
  const shown: Record<string, string | boolean> = {};
  const read = (of: v.ObjectEntries, prefix: string) => {
    for (const [key, entry] of Object.entries(of)) {
      const name = prefix + key, { type, fields } = baseOf(entry);
      if (fields) read(fields, `${name}.`);
      else shown[name] = type === "boolean" ? form.has(name) : textIn(form, name);
      if (as[name] === "duration") shown[`${name}Unit`] = textIn(form, `${name}Unit`);
    }
  };
  read(entries, "");
  return shown as Shown<E>;
}

/**
 * What the schema parses: texts as they are, numbers, boxes and lists as it has them; what may be null is null where it,
 * or the first field of it, is empty. A text that the form does not have is empty, unless the schema says otherwise.
 */
export function inputOf(
  entries: v.ObjectEntries,
  form: FormData,
  as: EnteredAs = {},
  prefix = "",
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(entries)) {
    const name = prefix + key, text = textIn(form, name);
    const { type, fields, isNullable, isOptional } = baseOf(entry);
    if (fields) {
      const isNull = isNullable && !textIn(form, `${name}.${Object.keys(fields)[0]}`).trim();
      input[key] = isNull ? null : inputOf(fields, form, as, `${name}.`);
    } else if (type === "boolean") input[key] = form.has(name);
    else if (type === "record") input[key] = rowsOf(form, name);
    else if (as[name] === "list") input[key] = splitList(text).map(itemOf(entry));
    else if (type === "array") input[key] = form.getAll(name).map(String);
    else if (!form.has(name) && (isOptional || type !== "string")) continue;
    else if (isNullable && text.trim() === "") input[key] = null;
    else if (as[name]) {
      const unit = as[name] === "hours" ? "hours" : textIn(form, `${name}Unit`);
      input[key] = Math.round(numberFrom(text) * minutesPerUnit(unit));
    } else input[key] = type === "number" ? numberFrom(text) : text;
  }
  return input;
}

/** The fields of a form whose names begin as a record's has it, by the rest of their names. */
function rowsOf(form: FormData, name: string): Record<string, string> {
  const names = [...form.keys()].filter((each) => each.startsWith(name));
  return Object.fromEntries(names.map((each) => [each.slice(name.length), textIn(form, each)]));
}

interface Step {
  type: string;
  wrapped?: Step;
  pipe?: [Step];
  item?: Step;
  entries?: v.ObjectEntries;
  options?: readonly unknown[];
  literal?: unknown;
}

interface Base {
  type: string;
  /** Of an object within the schema. */
  fields: v.ObjectEntries | null;
  isNullable: boolean;
  isOptional: boolean;
}

/** The kind of value below what is optional, nullable or piped. */
export function baseOf(entry: unknown): Base {
  const { step, ...given } = innermost(entry as Step);
  const isNumber = step.type === "picklist" && typeof step.options?.[0] === "number";
  const type = isNumber ? "number" : typeof step.literal === "boolean" ? "boolean" : step.type;
  return { ...given, type, fields: type === "object" ? step.entries ?? null : null };
}

function innermost(entry: Step) {
  let isNullable = false, isOptional = false, step = entry;
  for (;;) {
    isNullable ||= step.type.startsWith("null");
    isOptional ||= /optional/.test(step.type);
    const inner = step.wrapped ?? (step.pipe?.[0] === step ? undefined : step.pipe?.[0]);
    if (!inner) return { step, isNullable, isOptional };
    step = inner;
  }
}

/** How each value of a list in one text is read. */
function itemOf(entry: unknown): (text: string) => string | number {
  const { item } = innermost(entry as Step).step;
  return item && innermost(item).step.type === "number" ? numberFrom : String;
}
