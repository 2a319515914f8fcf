/** The site as built by `deno task build`. */
import { fileURLToPath } from "node:url";

interface BuiltServer {
  init(options: { env: Record<string, string> }): Promise<void>;
  respond(
    request: Request,
    options: { getClientAddress(): string; platform: Record<string, never> },
  ): Promise<Response>;
}

export interface Site {
  /** Folder of the static client files. */
  client: string;
  /** Starts the app; see `init` in hooks.server.ts. */
  init(): Promise<void>;
  respond(request: Request, client: string): Promise<Response>;
}

/** Loads the build without starting anything; throws when there is none. */
export async function loadServer(build: URL): Promise<Site> {
  const { Server } = await import(new URL("server/index.js", build).href);
  const { manifest } = await import(new URL("server/manifest.js", build).href);
  const server: BuiltServer = new Server(manifest);
  return {
    client: fileURLToPath(new URL("client", build)),
    // Settings are read by settings.ts alone.
    init: () => server.init({ env: {} }),
    respond: (request, client) =>
      server.respond(request, { getClientAddress: () => client, platform: {} }),
  };
}
