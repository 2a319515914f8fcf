import { operations } from "./operations.ts";
import { type CallOptions, createClient } from "$lib/client/client.ts";
import { type Scope, scopes } from "$lib/scheduling/api-key.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { routeOf } from "$lib/openapi/client-file.ts";
import { granted } from "./granted.ts";

/** The secret of a new key of a host, with every scope if none are given. */
export async function newApiKey(
  app: App,
  host: Pick<Host, "id" | "zone">,
  given: readonly Scope[] = scopes,
): Promise<string> {
  const made = await granted(
    apiKeys.create(app, host, { name: "Test", scopes: [...given], expires: "30" }),
  );
  return made.secret;
}

// deno-lint-ignore no-explicit-any -- the built client has the types; tests of single routes read what they need
type Answer = any;
type Caller = Record<
  string,
  Record<string, (input?: Record<string, unknown>, options?: CallOptions) => Promise<Answer>>
>;

/** Calls operations by group and name with a key, as the built client does. */
export function apiCaller(baseUrl: string, key: string): Caller {
  const routes = Object.fromEntries(operations.map((each) => [each.id, routeOf(each)]));
  return createClient(routes, { baseUrl, key, tries: 1 }) as Caller;
}
