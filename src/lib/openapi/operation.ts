import type * as v from "valibot";
import type { RefusalCode } from "../scheduling/outcome.ts";
import type { Scope } from "../scheduling/api-key.ts";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = typeof methods[number];

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
  /** Which limit of requests its reading counts towards beside the general one. */
  counted?: "availability";
  /** The same for everybody who is not signed in, so that its answer may be compressed. */
  isShared?: true;
  /** Makes a visitor somebody else: pages of other sites may not send it. */
  signsIn?: true;
  /** The largest body, in bytes, where it is larger than that of a form. */
  maxBytes?: number;
  /** Input that works on an installation with sample data. */
  example?: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };
}

/** Whether it changes anything. */
export function isChange({ method }: Pick<Operation, "method">): boolean {
  return method !== "GET";
}

/** A path of the API that somebody asks for, and what can be done there. */
export interface Address<O extends Operation = Operation> {
  path: Operation["path"];
  operations: Partial<Record<Method, O>>;
  /** What stands for the names in the braces of the path. */
  params: Record<string, string>;
}

/** What a request does at an address, HEAD as GET; null for a method that is not there (405). */
export function operationAt<O extends Operation>(
  address: Address<O> | null,
  method: string,
): O | null {
  return address?.operations[(method === "HEAD" ? "GET" : method) as Method] ?? null;
}
