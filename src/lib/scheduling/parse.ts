import * as v from "valibot";
import { accepted, type Outcome, refused } from "./outcome.ts";

/** Parses what arrived from a form or the API; the refusal names each wrong field once, by a key of `messages/en/errors.json`. */
export function parse<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): Outcome<v.InferOutput<Schema>, "invalid"> {
  const parsed = v.safeParse(schema, input);
  return parsed.success
    ? accepted(parsed.output)
    : refused("invalid", { fields: fieldErrorsOf(parsed.issues) });
}

function fieldErrorsOf(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) fields[v.getDotPath(issue) ?? "form"] ??= fieldErrorOf(issue);
  return fields;
}

function fieldErrorOf(issue: v.BaseIssue<unknown>): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(issue.message)) return issue.message;
  if (issue.type === "max_length") return "too-long";
  return "not-understood";
}
