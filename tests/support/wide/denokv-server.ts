/** A real KV Connect server over a folder of its own, which can be killed and comes back on the same port. */
import { freePort } from "../free-port.ts";
import { denokv } from "./denokv-program.ts";

export interface DenokvServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  address: string;
  port: number;
  token: string;
  /** SIGKILL; what was committed stays. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Starts it, and gives this process the token that Deno's client sends. */
export async function startDenokv(): Promise<DenokvServer> {
  const program = denokv.find();
  if (!program) throw new Error(`denokv is missing. To install it: ${denokv.howToInstall}`);
  const folder = await Deno.makeTempDir({ prefix: "denokv-" });
  const port = freePort(), token = crypto.randomUUID();
  Deno.env.set("DENO_KV_ACCESS_TOKEN", token);
  let child: Deno.ChildProcess | null = null;
  const server: DenokvServer = {
    address: `http://127.0.0.1:${port}`,
    port,
    token,
    async kill() {
      child?.kill("SIGKILL");
      await child?.status;
      child = null;
    },
    async start() {
      const addr = `127.0.0.1:${port}`;
      child = new Deno.Command(program, {
        args: [
          "--sqlite-path",
          `${folder}/store`,
          "serve",
          "--addr",
          addr,
          "--access-token",
          token,
        ],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
      await listening(port);
    },
    async [Symbol.asyncDispose]() {
      await server.kill();
      await Deno.remove(folder, { recursive: true });
    },
  };
  await server.start();
  return server;
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    try {
      return (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 25));
  }
  throw new Error("denokv did not listen within 10 s");
}
