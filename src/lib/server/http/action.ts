/** A form of a page: read by a schema, done by a verb, refused with what was entered, or led on. */
import { type ActionFailure, redirect, type RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { textIn } from "$lib/scheduling/typed-text.ts";
import type { App } from "../app.ts";
import { baseOf, inputOf } from "./form-codec.ts";
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
    const input = parse(schema, inputOf(schema.entries, form));
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
    values[name] = isList ? form.getAll(name).map(String) : textIn(form, name);
    if (/password|secret/i.test(name)) values[name] = "";
  }
  return values;
}
