import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { Instant, ZoneParameter } from "../scheduling/api-schemas.ts";
import { EmailAddress } from "../scheduling/email-address.ts";
import { Zone } from "../scheduling/host.ts";
import { CalendarDate, Timestamp } from "./fields.ts";

/** What the converter cannot know about schemas that check by code, by the first step that each is piped through. */
const known = new Map<unknown, JsonSchema>(([
  [Instant, {
    type: "string",
    format: "date-time",
    description: "An instant with its offset (RFC 3339).",
    examples: ["2027-03-01T09:00:00Z"],
  }],
  [Timestamp, { type: "string", format: "date-time" }],
  [CalendarDate, { type: "string", format: "date", examples: ["2027-03-01"] }],
  [EmailAddress, { type: "string", format: "email", maxLength: 254 }],
  [Zone, {
    type: "string",
    description: "A name of the IANA time zone database.",
    examples: ["Europe/Berlin"],
  }],
  [ZoneParameter, {
    type: "string",
    description: "A name of the IANA time zone database.",
    examples: ["Europe/Berlin"],
  }],
] as const).map(([schema, json]) => [schema.pipe[1], json as JsonSchema]));

/** The JSON Schema (2020-12) of what arrives; `isStrict` refuses fields that it does not name. */
export function inputSchema(schema: v.GenericSchema, isStrict: boolean): JsonSchema {
  return isStrict ? strictSchema(schema) : openSchema(schema);
}

const openSchema = once((schema) => converted(schema));
const strictSchema = once((schema) => closed(openSchema(schema)));

/** The JSON Schema of an answer, with the `ok` that each has. */
export const answerSchema = once((schema) => {
  // Ours and theirs differ in what a URL is, and an answer says what was accepted once.
  const { properties, required = [], ...rest } = converted(schema, ["url"]);
  return {
    ...rest,
    properties: { ok: { const: true }, ...properties },
    required: ["ok", ...required],
  };
});

/** Converts each schema once: anybody may ask for the descriptions, as often as they like. */
function once(convert: (schema: v.GenericSchema) => JsonSchema) {
  const known = new WeakMap<v.GenericSchema, JsonSchema>();
  return (schema: v.GenericSchema): JsonSchema => {
    const json = known.get(schema) ?? convert(schema);
    known.set(schema, json);
    return json;
  };
}

function converted(schema: v.GenericSchema, ignoreActions: string[] = []): JsonSchema {
  const { $schema: _, ...json } = toJsonSchema(schema, {
    target: "draft-2020-12",
    errorMode: "ignore",
    ignoreActions,
    overrideAction: ({ valibotAction, jsonSchema }) => {
      const more = known.get(valibotAction);
      return more ? { ...jsonSchema, ...more } : null;
    },
  });
  return json;
}

/** Objects with named properties take no others. */
function closed(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    const isObject = value?.type === "object" && value.properties &&
      value.additionalProperties === undefined;
    return isObject ? { ...value, additionalProperties: false } : value;
  });
}
