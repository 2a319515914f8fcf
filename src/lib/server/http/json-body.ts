import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type * as v from "valibot";

/** The JSON body of a request, parsed; "invalid" when it is not JSON or does not match the schema. */
export async function readJsonBody<const Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<Outcome<v.InferOutput<Schema>>> {
  let body: unknown;
  try {
    body = JSON.parse(await request.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused("invalid", { detail: "The body isn’t valid JSON." });
  }
  return parse(schema, body);
}
