import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { freePort } from "./free-port.ts";

Deno.test("freePort: no two processes get the same, each free and below the system's own", async () => {
  const module = import.meta.resolve("./free-port.ts");
  const code = `
    import { freePort } from ${JSON.stringify(module)};
    console.log(JSON.stringify(Array.from({ length: 40 }, freePort)));
    for await (const _ of Deno.stdin.readable) { /* until the other has its ports, too */ }`;
  const start = () =>
    new Deno.Command(Deno.execPath(), {
      args: ["eval", code],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
  const children = [start(), start(), start()];
  const given = await Promise.all(children.map(async ({ stdout }) => {
    let text = "";
    for await (const bytes of stdout) {
      text += new TextDecoder().decode(bytes);
      if (text.endsWith("\n")) break;
    }
    return JSON.parse(text) as number[];
  }));
  for (const { stdin } of children) await stdin.close();
  await Promise.all(children.map(({ status }) => status));
  const all = [...given.flat(), ...Array.from({ length: 40 }, freePort)];
  assert.equal(new Set(all).size, 160);
  const range = Deno.build.os === "linux"
    ? readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8")
    : "32768";
  assert(Math.max(...all) < Number.parseInt(range));
});

Deno.test("freePort: leaves out what somebody listens on", () => {
  const port = freePort();
  using _ = Deno.listen({ hostname: "127.0.0.1", port: port + 1 });
  assert.notEqual(freePort(), port + 1);
});
