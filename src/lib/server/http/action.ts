/** A form of a signed-in host: read by a schema, done by a verb, refused with what was entered, or led on. */
import { type ActionFailure, redirect, type RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "../app.ts";
import { failWith, type RefusalText, requireHost } from "./problem-details.ts";

type FormSchema = v.GenericSchema<Record<string, unknown>> & { entries: v.ObjectEntries };

/** What was entered, by the names of the fields: a text each, several where the schema takes a list. */
export type Entered<S extends FormSchema> = {
  [Name in keyof S["entries"]]: v.InferInput<S["entries"][Name]> extends readonly unknown[]
    ? string[]
    : string;
};

/** Who sends a form, and with what. */
export interface Sender {
  host: Host;
}

type Call<By extends Sender> = By & { app: App; event: RequestEvent };

interface Next<By extends Sender, Kept, T, Shown> {
  /** Beside what was entered, for the page of a refusal. */
  kept?: Kept;
  /** Where it leads. */
  done?(value: T, call: Call<By>): string;
  /** What the page shows in place of that. */
  shows?(value: T, call: Call<By>): Shown;
}

type Answered<S extends FormSchema, Kept, Shown> =
  | ActionFailure<{ refusal: RefusalText; values: Entered<S> & Kept }>
  | Shown;

/** Makes actions of forms that somebody in particular may send, as a team's admins. Passwords are not given back. */
export function actionBy<By extends Sender>(by: (event: RequestEvent) => Promise<By> | By) {
  return <S extends FormSchema, T, Kept = Record<never, never>, Shown = never>(
    schema: S,
    verb: (call: Call<By>, input: v.InferOutput<S>) => Promise<Outcome<T>> | Outcome<T>,
    { kept, done, shows }: Next<By, Kept, T, Shown>,
  ) =>
  async (event: RequestEvent): Promise<Answered<S, Kept, Shown>> => {
    const call = { ...await by(event), app: event.locals.app, event };
    const form = await event.request.formData();
    const input = parse(schema, inputOf(schema, form));
    const outcome = input.ok ? await verb(call, input.value) : input;
    if (!outcome.ok) {
      const values = { ...kept, ...entered(schema, form) } as Entered<S> & Kept;
      return failWith(outcome.refusal, values, call.host.language);
    }
    if (done) redirect(303, done(outcome.value, call));
    return shows!(outcome.value, call);
  };
}

/** The action of a form of the signed-in host. */
export const action = actionBy((event): Sender => ({ host: requireHost(event) }));

function entered(schema: FormSchema, form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, entry] of Object.entries(schema.entries)) {
    const isList = baseOf(entry).type === "array";
    values[name] = isList ? form.getAll(name).map(String) : textOf(form, name);
    if (/password|secret/i.test(name)) values[name] = "";
  }
  return values;
}

/**
 * What the schema parses: texts as they are, numbers, boxes and lists as it has them; what may be null is null where it
 * is empty. A text that the form does not have is empty, unless the schema says otherwise.
 */
function inputOf(schema: FormSchema, form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(schema.entries)) {
    const { type, isNullable, isOptional } = baseOf(entry), text = textOf(form, name);
    if (type === "boolean") input[name] = form.has(name);
    else if (type === "array") input[name] = form.getAll(name).map(String);
    else if (!form.has(name) && (isOptional || type !== "string")) continue;
    else if (isNullable && text.trim() === "") input[name] = null;
    else input[name] = type === "number" ? numberOf(text) : text;
  }
  return input;
}

interface Step {
  type: string;
  wrapped?: Step;
  pipe?: [Step];
  options?: readonly unknown[];
  literal?: unknown;
}

/** The kind of value below what is optional, nullable or piped. */
function baseOf(entry: unknown): { type: string; isNullable: boolean; isOptional: boolean } {
  let isNullable = false, isOptional = false, step = entry as Step;
  for (;;) {
    isNullable ||= step.type.startsWith("null");
    isOptional ||= /optional/.test(step.type);
    const inner = step.wrapped ?? (step.pipe?.[0] === step ? undefined : step.pipe?.[0]);
    if (!inner) break;
    step = inner;
  }
  if (typeof step.literal === "boolean") return { type: "boolean", isNullable, isOptional };
  const isNumber = step.type === "picklist" && typeof step.options?.[0] === "number";
  return { type: isNumber ? "number" : step.type, isNullable, isOptional };
}

/** A text with the line ends of the store; forms send CRLF. */
function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? "").replaceAll("\r\n", "\n");
}

/** A number as it is written; empty is none. */
function numberOf(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}
