import type * as v from "valibot";
import type { RefusalCode } from "../scheduling/outcome.ts";
import type { Scope } from "../scheduling/api-key.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call: anybody, the signed-in host alone, or an API key with this scope too. */
export type Access = "public" | "session" | Scope;

/** The schema of an object: parameters, a body or an answer. */
export type ObjectSchema = v.GenericSchema<Record<string, unknown>>;

/** A group of operations, as the API page and the client show it. */
export type Tag =
  | "Sign-in"
  | "Profile"
  | "API keys"
  | "Event types"
  | "Availability"
  | "Booking pages"
  | "Bookings"
  | "Guests"
  | "Emails"
  | "Calendars"
  | "Teams"
  | "Webhooks"
  | "Analytics"
  | "Operations";

/** One operation of the API: it validates what arrives, describes it in OpenAPI and types the client. */
export interface Operation {
  /** Group and method of the client, as `bookings.create`; the `operationId`. */
  id: `${string}.${string}`;
  method: Method;
  /** With its parameters in braces, as OpenAPI writes them. */
  path: `/v0/${string}`;
  tag: Tag;
  /** One line without a full stop. */
  summary: string;
  /** What the line leaves open. */
  description?: string;
  access: Access;
  /** What the braces of the path stand for, by name, where it is not an id. */
  params?: Readonly<Record<string, string>>;
  query?: ObjectSchema;
  body?: ObjectSchema;
  /** Without `ok`, which every answer has. */
  answer: ObjectSchema;
  /** The media type of a file that is answered instead, as `text/csv`; `answer` then says nothing of it. */
  file?: string;
  /** The status of success. */
  status: 200 | 201 | 202;
  /** Refusals beyond those that follow from access, method and input. */
  refusals: readonly RefusalCode[];
  /** Of an Idempotency-Key; missing for operations that only read. */
  idempotency?: "required" | "accepted";
  /** The member of the answer with a `revision`, or "." where the whole answer has it: it makes the ETag, and a change honours If-Match. */
  revised?: string;
  /** Whether it honours If-Match though it answers nothing that has a revision. */
  conditional?: true;
  /** Members of the answer that are shown once: a replay has null in their place. */
  secrets?: readonly string[];
  /** Input that works on an installation with sample data. */
  example?: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };
}

type OperationInput =
  & Omit<Operation, "status" | "refusals">
  & Partial<Pick<Operation, "status" | "refusals">>;

/** An operation with its defaults: 200, or 201 for a POST; every change accepts an Idempotency-Key. */
export function operation<const O extends OperationInput>(described: O) {
  return {
    status: described.method === "POST" ? 201 : 200,
    refusals: [],
    ...(described.method === "GET" ? {} : { idempotency: "accepted" }),
    ...described,
  } as O & Pick<Operation, "status" | "refusals">;
}

/** Whether it changes anything. */
export function isChange({ method }: Pick<Operation, "method">): boolean {
  return method !== "GET";
}
