/** An operation of the API: how it is described, and what it does. */
import type { RequestEvent } from "@sveltejs/kit";
import type * as v from "valibot";
import type { Operation } from "$lib/openapi/operation.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";

type Parsed<S> = S extends v.GenericSchema ? v.InferOutput<S> : Record<string, never>;
type PathName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathName<Rest>
  : never;
type HostOf<O extends Described> = O["access"] extends "public" ? Host | null : Host;

type Described =
  & Omit<Operation, "status" | "refusals">
  & Partial<Pick<Operation, "status" | "refusals">>;

/** What every handler gets: everything parsed. */
interface Parts<O extends Pick<Described, "query" | "body">> {
  /** With an Idempotency-Key, its first commit stores the key. */
  app: App;
  query: Parsed<O["query"]>;
  body: Parsed<O["body"]>;
  /** The Idempotency-Key of operations that require one. */
  key: string;
  /** The revision that If-Match asks for; null without it. */
  revision: number | null;
  /** Headers of the answer. */
  headers: Headers;
  event: RequestEvent;
}

/** What an operation's handler gets: everything parsed, and who calls. */
export interface Call<O extends Described> extends Parts<O> {
  host: HostOf<O>;
  params: Record<PathName<O["path"]>, string>;
}

type Answer<O extends Pick<Described, "answer" | "file">> = Outcome<
  O extends { file: string } ? Response : v.InferInput<O["answer"]>
>;
type Answered<O extends Pick<Described, "answer" | "file">> = Promise<Answer<O>> | Answer<O>;

/** An operation as the table of the API holds it. */
export interface ServedOperation extends Operation {
  // deno-lint-ignore no-explicit-any -- each handler's own types are checked where it is written
  handle(call: any): Promise<Outcome<unknown>> | Outcome<unknown>;
}

/** An operation with its defaults: 200, or 201 for a POST; every change accepts an Idempotency-Key. */
export function operation<const O extends Described>(
  described: O,
  handle: (call: Call<O>) => Answered<O>,
) {
  return {
    status: described.method === "POST" ? 201 : 200,
    refusals: [],
    ...(described.method === "GET" ? {} : { idempotency: "accepted" }),
    ...described,
    handle,
  } as O & Pick<ServedOperation, "status" | "refusals" | "handle">;
}

/** What is said of an operation for one kind of owner: a host's own, or a team's. */
type OwnerWords =
  & Pick<Described, "id" | "path" | "summary">
  & Partial<Pick<Described, "tag" | "params" | "description">>;
type Shared = Omit<Described, "id" | "path" | "summary">;
/** An operation of one kind of owner. */
type OwnedOperation<O extends Shared, W extends OwnerWords> =
  & Omit<O, keyof W>
  & W
  & Pick<ServedOperation, "tag" | "status" | "refusals" | "handle">;
/** What tells whose something is: who asks, and the names in the path. */
interface OwnerCall<Name extends string> {
  app: App;
  host: Host;
  params: Record<Name, string>;
}
type Finder<W extends OwnerWords, Found> = (
  call: OwnerCall<PathName<W["path"]>>,
) => Promise<Found | null> | Found | null;

/**
 * Two operations that do the same: for what is a host's own, and for what is a team's. `find` looks for it as each of
 * them is asked; what it does not find is a 404. Of a team a key needs the scope `teams` where it needs `settings` for
 * its host's own.
 */
export function forOwners<
  const O extends Shared,
  const Own extends OwnerWords,
  const Team extends OwnerWords,
  Found,
>(
  shared: O,
  own: Own,
  team: Team,
  find: { own: Finder<Own, Found>; team: Finder<Team, Found> },
  handle: (
    // Of the names in the paths those that both have.
    call: Parts<O> & OwnerCall<PathName<Own["path"]> & PathName<Team["path"]>>,
    found: Found,
  ) => Answered<O>,
) {
  const by =
    (finder: (call: never) => Promise<Found | null> | Found | null) => async (call: never) => {
      const found = await finder(call);
      return found === null ? refused("not-found") : await handle(call, found);
    };
  const access = shared.access === "settings" ? "teams" : shared.access;
  return [
    operation({ ...shared, ...own } as Described, by(find.own) as never),
    operation({ ...shared, access, tag: "Teams", ...team } as Described, by(find.team) as never),
  ] as unknown as [OwnedOperation<O, Own>, OwnedOperation<O, Team>];
}
