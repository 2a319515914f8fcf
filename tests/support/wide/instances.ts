/** Three instances of the built program behind nginx on one database server, each over a network of its own. */
import { freePort } from "../free-port.ts";
import { startNginx } from "../nginx.ts";
import { libfaketime, type Program, startProgram } from "../program.ts";
import type { Proof } from "../proof/run-proof.ts";
import { testSecret } from "../test-app.ts";
import { type BadNetwork, openBadNetwork } from "./bad-network.ts";
import type { DenokvServer } from "./denokv-server.ts";

export interface Instances extends AsyncDisposable {
  /** Of nginx, which spreads requests over all that live. */
  address: string;
  programs: Program[];
  networks: BadNetwork[];
  /** SIGKILL to one, which then starts again. */
  kill(n: number): Promise<void>;
  /** Ends one in order and starts another in its place. */
  replace(n: number, preload?: string): Promise<void>;
  /** Errors in any log so far. */
  errors(): string[];
}

/** What the clocks of the instances say. */
const clocks = ["+0", "+30", "-30"];

/** Starts them; null, said aloud, where nginx is missing. */
export async function startInstances(
  proof: Proof,
  server: DenokvServer,
  env: Record<string, string>,
): Promise<Instances | null> {
  const plain = freePort(), address = `http://127.0.0.1:${plain}`;
  const folder = await Deno.makeTempDir({ prefix: "invito-instances-" });
  const networks = clocks.map(() => openBadNetwork(server.port, proof.random));
  const ports = clocks.map(() => freePort());
  const logs: string[] = [];
  const isEnding = new Set<number>();

  async function start(n: number, preload?: string): Promise<Program> {
    await Deno.mkdir(`${folder}/${n}`, { recursive: true });
    const program = await startProgram({
      dataDir: `${folder}/${n}`,
      ...(libfaketime() ? { clock: clocks[n]! } : {}),
      ...(preload ? { preload } : {}),
      env: {
        ...env,
        INVITO_LISTEN_ADDR: `127.0.0.1:${ports[n]}`,
        INVITO_BASE_URL: address,
        INVITO_DB_PATH: networks[n]!.address,
        INVITO_SESSION_SECRET: testSecret,
        INVITO_TRUSTED_PROXIES: "1",
      },
    });
    void program.ended().then((code) => {
      if (programs[n] !== program || isEnding.has(n)) return;
      const said = program.output().log.slice(-2_000);
      proof.fail(`instance ${n} ended by itself with ${code}: ${said}`);
    });
    return program;
  }
  async function end(n: number, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    isEnding.add(n);
    await programs[n]!.stop(signal);
    logs.push(programs[n]!.output().log);
    await programs[n]![Symbol.asyncDispose]();
  }
  const programs: Program[] = [];
  for (const n of clocks.keys()) programs.push(await start(n));
  const upstream = ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(" ");
  const nginx = await startNginx(
    `listen 127.0.0.1:${plain};
    location / {
      proxy_pass http://instances; proxy_http_version 1.1; proxy_buffering off;
      proxy_connect_timeout 2s; proxy_set_header Host $http_host; proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For $http_x_forwarded_for; proxy_set_header X-Forwarded-Proto http;
    }`,
    freePort(),
    `upstream instances { ${upstream} }`,
  );

  async function stopAll(): Promise<void> {
    await nginx?.[Symbol.asyncDispose]();
    for (const n of programs.keys()) await end(n, "SIGKILL");
    for (const network of networks) await network[Symbol.asyncDispose]();
    await Deno.remove(folder, { recursive: true });
  }
  if (!nginx) {
    await stopAll();
    return null;
  }
  return {
    address,
    programs,
    networks,
    async kill(n) {
      await end(n, "SIGKILL");
      programs[n] = await start(n);
      isEnding.delete(n);
    },
    async replace(n, preload) {
      await end(n, "SIGTERM");
      programs[n] = await start(n, preload);
      isEnding.delete(n);
    },
    errors: () =>
      [...logs, ...programs.map((program) => program.output().log)].join("\n").split("\n")
        .filter((line) => line.includes('"level":"error"')),
    [Symbol.asyncDispose]: stopAll,
  };
}
