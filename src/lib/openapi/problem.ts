/** Problem details (RFC 9457) as JSON Schema, with `ok` and `error` for clients of the older API. */
export const problemSchema = {
  type: "object",
  properties: {
    type: { type: "string", description: "urn:invito:refusal:CODE, or about:blank." },
    title: { type: "string", description: "What a person reads." },
    status: { type: "integer" },
    code: { type: "string", description: "The refusal; missing for errors of the program." },
    detail: { type: "string" },
    instance: { type: "string", description: "The id of an error in the log." },
    fields: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "What is wrong with each field, by its path.",
    },
    alternatives: {
      type: "array",
      items: { type: "string", format: "date-time" },
      description: "The nearest free starts, where a time was refused.",
    },
    others: {
      type: "string",
      format: "uri",
      description: "Where an event type cannot be booked: the page that lists the others.",
    },
    dates: {
      type: "array",
      items: { type: "string", format: "date-time" },
      description: "Of a series, the starts that cannot be booked.",
    },
    ok: { const: false },
    error: { type: "string", description: "The title again." },
    acknowledged: {
      type: "array",
      items: { type: "string" },
      description:
        "Of every conflict and unreachable calendar: the request is carried out all the same when it sends these back.",
    },
  },
  required: ["type", "title", "status", "ok", "error"],
} as const;
