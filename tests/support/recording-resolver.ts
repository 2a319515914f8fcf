/**
 * Runs `deno task start` where the only name server is this one, which knows no name and records each; run by
 * `namesAsked` in a network of its own. Prints the names as JSON, those of a plain `deno run` at the end apart.
 */
import { createSocket } from "node:dgram";
import { until } from "./until.ts";

const asked: string[] = [];
const resolver = createSocket("udp4");
resolver.on("message", (query, { port, address }) => {
  const { name, type } = questionOf(query);
  if (type === "A") asked.push(name);
  // The question comes back as an answer (QR) without records: there is no such name (NXDOMAIN).
  query[2] = (query[2] ?? 0) | 0x80;
  query[3] = 0x83;
  resolver.send(query, port, address);
});
const bound = Promise.withResolvers<void>();
resolver.bind(53, "127.0.0.1", bound.resolve);
await bound.promise;

const [folder = "", script = ""] = Deno.args;
const program = start(["task", "start"], `${folder}/home`);
let said = "";
void program.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
  new WritableStream({
    write(text) {
      said += text;
    },
  }),
);
await until("the program’s start", () => said.includes("Invito is ready"), 60_000);
const before = [...asked];
// Deno asks for its newest version a moment after a start: once this one has, the program would have.
const plain = start(["run", script], `${folder}/plain-home`);
const isUpdate = (name: string) => name === "dl.deno.land";
await until("the question of a plain deno run", () => asked.slice(before.length).some(isUpdate));
program.kill("SIGTERM");
plain.kill("SIGKILL");
await program.status;
console.log(JSON.stringify({ before, after: asked.slice(before.length) }));
Deno.exit(0);

/** Starts Deno as for somebody who uses it for the first time. */
function start(args: string[], home: string): Deno.ChildProcess {
  const { DENO_NO_UPDATE_CHECK: _, ...env } = Deno.env.toObject();
  return new Deno.Command(Deno.execPath(), {
    args,
    clearEnv: true,
    env: { ...env, HOME: home },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** The first question of a DNS message (RFC 1035 §4.1.2). */
function questionOf(message: Uint8Array): { name: string; type: string } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(new TextDecoder().decode(message.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  return { name: labels.join("."), type: message[at + 2] === 1 ? "A" : "another" };
}
