/** The site as built by `deno task build`. */
import { fileURLToPath } from "node:url";
import type { IncomingBody } from "../lib/server/http/request-body.ts";

interface BuiltServer {
  init(options: { env: Record<string, string> }): Promise<void>;
  respond(
    request: Request,
    options: { getClientAddress(): string; platform: App.Platform },
  ): Promise<Response>;
}

export interface Site {
  /** Folder of the static client files. */
  client: string;
  /** Starts the app; see `init` in hooks.server.ts. */
  init(): Promise<void>;
  respond(
    request: Request,
    client: string,
    body: IncomingBody | null,
    readyKey?: string | null,
  ): Promise<Response>;
}

/** Loads the build without starting anything; throws when there is none. */
export async function loadServer(build: URL): Promise<Site> {
  const { Server } = await import(new URL("server/index.js", build).href);
  const { manifest }: { manifest: Manifest } = await import(
    new URL("server/manifest.js", build).href
  );
  manifest._.matchers = once(manifest._.matchers);
  const server: BuiltServer = new Server(manifest);
  const takes = bodyTakers(manifest);
  return {
    client: fileURLToPath(new URL("client", build)),
    // Settings are read by settings.ts alone.
    init: () => server.init({ env: {} }),
    respond: (request, client, body, readyKey = null) =>
      server.respond(request, {
        getClientAddress: () => client,
        platform: { body, takes, readyKey },
      }),
  };
}

/** Calls it once, whoever asks how often: the framework loads what checks parameters for every request. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => loaded ??= load();
}

/** The routes of the build, as far as they tell what a route takes. */
interface Manifest {
  _: {
    matchers(): Promise<unknown>;
    nodes: (() => Promise<{ server?: { actions?: unknown } }>)[];
    routes: {
      id: string;
      page: { leaf: number } | null;
      endpoint: (() => Promise<Record<string, unknown>>) | null;
    }[];
  };
}

/** Whether a route has a form, or a handler of a method. */
function bodyTakers({ _: { nodes, routes } }: Manifest): App.Platform["takes"] {
  const byId = new Map(routes.map((route) => [route.id, route]));
  return async (id, method) => {
    const { page = null, endpoint = null } = byId.get(id) ?? {};
    if (endpoint && method in await endpoint()) return true;
    return method === "POST" && page !== null &&
      Boolean((await nodes[page.leaf]!()).server?.actions);
  };
}
