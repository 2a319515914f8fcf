/**
 * Must never be: a message of an agent that is answered otherwise than the Model Context Protocol has it. Its own
 * conformance suite asks the running program, by each revision.
 *
 * Run: `deno run -A tests/proofs/mcp-conformance.ts`
 */
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { missingProgram } from "../support/expected-missing.ts";
import { granted } from "../support/granted.ts";
import { type Revision, revisions } from "../support/mcp-town.ts";
import { prove } from "../support/proof/run-proof.ts";
import { startWithHost } from "../support/running-program.ts";

const suite = "npm:@modelcontextprotocol/conformance@0.2.0-alpha.12";

/** What of the suite is about a server that has tools alone; the rest wants prompts, resources and tools of its own. */
const scenarios: Record<Revision, readonly string[]> = {
  "2025-11-25": ["server-initialize", "ping", "tools-list", "dns-rebinding-protection"],
  "2026-07-28": [
    ...["server-stateless", "tools-list", "dns-rebinding-protection", "caching"],
    ...["http-header-validation", "server-sse-multiple-streams"],
    "input-required-result-unsupported-methods",
  ],
};

/** Checks within them that need prompts, resources or a tool that asks its client back. */
const notOffered =
  /-(prompts|resources)-|-rejects-undeclared-capability$|-missing-capability-http-400$/;

interface Check {
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  errorMessage?: string;
}

await prove("MCP conformance", async (proof) => {
  const run = (...args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-config", "--no-lock", suite, ...args],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
  if (!(await run("--help")).success) return void missingProgram(suite, `deno run -A ${suite}`);

  const secrets: string[] = [];
  await using program = await startWithHost({}, async (app, host) => {
    // A key for each twentieth request, so that no rate limit ends the run.
    for (let n = 0; n < 20; n++) {
      const made = apiKeys.create(app, host, { name: `Key ${n}`, scopes: ["read"], expires: "30" });
      secrets.push((await granted(made)).secret);
    }
  });
  let requests = 0;
  // The suite has no way to send a key.
  await using proxy = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    ({ method, headers: given, body, url }) => {
      const headers = new Headers(given), own = `http://127.0.0.1:${proxy.addr.port}`;
      headers.set("authorization", `Bearer ${secrets[requests++ % secrets.length]}`);
      // It stands where the program would.
      if (headers.get("origin") === own) headers.set("origin", program.address);
      return fetch(new URL(new URL(url).pathname, program.address), { method, headers, body });
    },
  );
  const folder = await Deno.makeTempDir({ prefix: "invito-mcp-" });
  try {
    for (const revision of revisions) {
      let held = 0;
      for (const scenario of scenarios[revision]) {
        const output = `${folder}/${revision}-${scenario}`;
        await run(
          ...["server", "--url", `http://127.0.0.1:${proxy.addr.port}/mcp`, "--output-dir", output],
          ...["--scenario", scenario, "--spec-version", revision],
        );
        for (const { id, status, errorMessage } of await checksIn(output)) {
          if (notOffered.test(id)) continue;
          if (status === "SUCCESS") held++;
          if (status === "FAILURE") {
            proof.fail(`${revision} ${scenario}, ${id}: ${errorMessage}`);
          }
        }
      }
      if (held < scenarios[revision].length) proof.fail(`${revision}: only ${held} checks held`);
      proof.log(`${revision}: ${held} checks hold`);
    }
    proof.checkLog(program.output().log);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function checksIn(folder: string): Promise<Check[]> {
  const [run] = [...Deno.readDirSync(folder)];
  return JSON.parse(await Deno.readTextFile(`${folder}/${run!.name}/checks.json`));
}
