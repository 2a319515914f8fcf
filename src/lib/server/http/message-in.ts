import { Message } from "$lib/scheduling/many-lines.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as v from "valibot";

const Field = v.record(v.string(), Message);

/** The message of a form: as it was entered, to be shown again, and as it is taken or refused. */
export function messageIn(
  form: FormData,
  name = "message",
): { entered: string; read: Outcome<string> } {
  const entered = String(form.get(name) ?? "");
  const read = parse(Field, { [name]: entered });
  return { entered, read: read.ok ? accepted(read.value[name] ?? "") : read };
}
