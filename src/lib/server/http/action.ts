/** A form of a page: read by a schema, done by a verb, refused with what was entered, or led on. */
import { type ActionFailure, redirect, type RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";
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

/** Who sends a form, and with what: a refusal is said in the language of the host, or in the one that is named. */
export type Sender = { host: Host } | { language: string };

export type Call<By extends Sender> = By & { app: App; event: RequestEvent };

interface Next<S extends FormSchema, By extends Sender, Kept, T, Shown> {
  /** Beside what was entered, for the page of a refusal, or how that follows from it. */
  kept?: Kept | ((call: Call<By>, refusal: Refusal, entered: Entered<S>) => Kept | Promise<Kept>);
  /** What the page says of a refusal where that is not its usual sentence. */
  says?(refusal: Refusal, call: Call<By>): string | null | undefined;
  /** Where it leads. */
  done?(value: T, call: Call<By>): string | Promise<string>;
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
    { kept, says, done, shows }: Next<S, By, Kept, T, Shown>,
  ) =>
  async (event: RequestEvent): Promise<Answered<S, Kept, Shown>> => {
    const call = { ...await by(event), app: event.locals.app, event };
    const form = await event.request.formData();
    const input = parse(schema, inputOf(schema, form));
    const outcome = input.ok ? await verb(call, input.value) : input;
    if (!outcome.ok) {
      const { refusal } = outcome, values = entered(schema, form) as Entered<S>;
      const beside = kept instanceof Function ? await kept(call, refusal, values) : kept;
      const language = "language" in call ? call.language : call.host.language;
      const all = { ...beside, ...values } as Entered<S> & Kept;
      return failWith(refusal, all, language, says?.(refusal, call));
    }
    if (done) redirect(303, await done(outcome.value, call));
    return shows!(outcome.value, call);
  };
}

/** The action of a form of the signed-in host. */
export const action = actionBy((event) => ({ host: requireHost(event) }));

/** The action of a form that anybody may send. */
export const openAction = actionBy(({ locals: { language } }) => ({ language }));

/** The revision that a form showed; without one it is none that a record has. */
export const Revision = v.optional(v.number(), 0);

/** Leads a form back to where an answer is shown that was given meanwhile, or that came too late. */
export function backOnceAnswered<O extends Outcome<unknown>>(outcome: O, path: string): O {
  const code = outcome.ok ? "" : outcome.refusal.code;
  if (code.startsWith("already-") || code === "expired") redirect(303, path);
  return outcome;
}

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
    else if (type === "record") input[name] = rowsOf(form, name);
    else if (type === "array") input[name] = form.getAll(name).map(String);
    else if (!form.has(name) && (isOptional || type !== "string")) continue;
    else if (isNullable && text.trim() === "") input[name] = null;
    else input[name] = type === "number" ? numberOf(text) : text;
  }
  return input;
}

/** The fields of a form whose names begin as a record's has it, by the rest of their names. */
function rowsOf(form: FormData, name: string): Record<string, string> {
  const names = [...form.keys()].filter((each) => each.startsWith(name));
  return Object.fromEntries(names.map((each) => [each.slice(name.length), textOf(form, each)]));
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
