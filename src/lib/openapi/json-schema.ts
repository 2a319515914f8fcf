import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { Instant, ZoneParameter } from "../scheduling/api-schemas.ts";
import { EmailAddress } from "../scheduling/email-address.ts";
import { Zone } from "../scheduling/host.ts";
import { kindName, webhookKinds, webhookNamings } from "../scheduling/webhook.ts";
import { CalendarDate, Timestamp } from "./fields.ts";

/** A date of the years that calendars reach; which of them have a 29 February no pattern says. */
const date =
  "(19|20|21)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))";
const time = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?";
const offset = "(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])";

/** What the converter cannot know about schemas that check by code, by the first step that each is piped through. */
const known = new Map<unknown, JsonSchema>(([
  [Instant, {
    type: "string",
    format: "date-time",
    pattern: `^${date}T${time}${offset}$`,
    description: "An instant with its offset (RFC 3339).",
    examples: ["2027-03-01T09:00:00Z"],
  }],
  [Timestamp, { type: "string", format: "date-time" }],
  [CalendarDate, {
    type: "string",
    format: "date",
    pattern: `^${date}$`,
    examples: ["2027-03-01"],
  }],
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

/** At least one character that can be seen. */
const visible = { pattern: "[\\p{L}\\p{N}\\p{P}\\p{S}]" };
const emails = { items: { type: "string", format: "email", maxLength: 254 } };
const webAddress = { format: "uri", pattern: "^[Hh][Tt][Tt][Pp][Ss]?://" };

/** The same of other checks, by what they refuse with. */
const byRefusal: Readonly<Record<string, object>> = {
  "name-empty": visible,
  "name-needed": visible,
  "title-empty": visible,
  "team-name-empty": visible,
  "location-empty": visible,
  "control-characters": { pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" },
  "date-invalid": { format: "date", pattern: `^${date}$` },
  "start-form": { pattern: `^${date}(T${time}${offset})?$` },
  "guests-invalid": emails,
  "addresses-invalid": emails,
  "guest-twice": { uniqueItems: true },
  "duration-twice": { uniqueItems: true },
  "option-twice": { uniqueItems: true },
  "username-form": { pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", minLength: 3, maxLength: 64 },
  "webhook-kind-unknown": {
    enum: [
      ...new Set(webhookKinds.flatMap((kind) => webhookNamings.map((by) => kindName(kind, by)))),
    ],
  },
  "webhook-address": webAddress,
  "redirect-https": { format: "uri", pattern: "^[Hh][Tt][Tt][Pp][Ss]://" },
};

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
      const { message } = valibotAction as { message?: unknown };
      const more = known.get(valibotAction) ??
        (typeof message === "string" ? byRefusal[message] : undefined);
      return more ? both(jsonSchema, more) : null;
    },
  });
  return json;
}

/** A schema with more: of two patterns both hold. */
function both(schema: JsonSchema, more: object): JsonSchema {
  if (!schema.pattern || !("pattern" in more)) return { ...schema, ...more };
  const { pattern, ...rest } = more;
  return { ...schema, ...rest, allOf: [...schema.allOf ?? [], { pattern: String(pattern) }] };
}

/** Objects with named properties take no others. */
function closed(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    const isObject = value?.type === "object" && value.properties &&
      value.additionalProperties === undefined;
    return isObject ? { ...value, additionalProperties: false } : value;
  });
}
