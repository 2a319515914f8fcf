import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { freePort } from "../support/free-port.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { until } from "../support/until.ts";

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  Deno.test(`start: the program takes the place of its command, and ends well with ${signal}`, async () => {
    await buildWhenStale();
    await using folder = await tempFolder();
    const port = freePort();
    await using command = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `${root}/src/tasks/invito.ts`, "start"],
      env: { INVITO_DATA_DIR: folder.path, INVITO_LISTEN_ADDR: `127.0.0.1:${port}` },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const output = { said: "", log: "" };
    const read = Promise.all([
      each(command.stdout, (text) => output.said += text),
      each(command.stderr, (text) => output.log += text),
    ]);
    await until("the start", () => output.said.includes("Invito is ready"), 60_000);
    // The log names the process that serves; elsewhere it is a child that is waited for.
    const pid = JSON.parse(output.log.split("\n").find((line) => line.includes('"started"'))!).pid;
    if (Deno.build.os !== "windows") assert.equal(pid, command.pid);
    command.kill(signal);
    assert.equal((await command.status).code, 0);
    await read;
    assert.match(output.log, new RegExp(`"stopping","signal":"${signal}"[^]*"stopped"`));
  });
}

async function each(stream: ReadableStream<Uint8Array<ArrayBuffer>>, take: (text: string) => void) {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) take(text);
}
