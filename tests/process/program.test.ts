import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { runProgram, startProgram } from "../support/program.ts";
import { tempFolder } from "../support/temp-folder.ts";

Deno.test("the program serves with the permissions of the start command and prints a sign-in link", async () => {
  await using program = await startProgram();
  for (const path of ["/", "/health", "/ready"]) {
    const answer = await fetch(program.address + path);
    assert.equal(answer.status, 200, path);
    await answer.body?.cancel();
  }
  assert.match(program.signInLink ?? "", /^http:\/\/127\.0\.0\.1:\d+\/auth\/verify\?token=/);
  const { address } = program;
  await program.restart();
  assert.equal(program.address, address);
  assert.equal(await program.stop(), 0);
});

Deno.test("the program refuses a folder that another one has locked, and says which", async () => {
  await using program = await startProgram();
  const second = await runProgram({
    INVITO_DATA_DIR: program.dataDir,
    INVITO_LISTEN_ADDR: "127.0.0.1:0",
  });
  assert.equal(second.code, 3);
  assert.match(second.stderr, new RegExp(`process ${program.pid} at ${program.address}`));
  assert.match(second.stderr, /INVITO_DATA_DIR/);
});

Deno.test("the program takes over the folder of one that was killed", async () => {
  await using program = await startProgram();
  assert.equal(await program.stop("SIGKILL"), 137);
  await program.restart();
  assert.equal((await fetch(`${program.address}/ready`)).status, 200);
});

Deno.test("the program says how to choose another port when its own is taken", async () => {
  await using folder = await tempFolder();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await runProgram({
    INVITO_DATA_DIR: folder.path,
    INVITO_LISTEN_ADDR: `127.0.0.1:${port}`,
  });
  other.close();
  assert.equal(code, 4);
  assert.match(
    stderr,
    new RegExp(`Port ${port} is already in use.*INVITO_LISTEN_ADDR=127.0.0.1:${port + 1} `),
  );
});

Deno.test("the program reports every wrong setting together and does not start", async () => {
  const { code, stderr } = await runProgram({
    INVITO_BASE_URL: "nonsense",
    INVITO_BOOKING_TTL: "soon",
    INVITO_SMPT_HOST: "mail.example",
  });
  assert.equal(code, 2);
  for (const name of ["INVITO_BASE_URL", "INVITO_BOOKING_TTL", "INVITO_SMPT_HOST"]) {
    assert.ok(stderr.includes(name), stderr);
  }
});

Deno.test("the program's secret is readable by its owner alone", async () => {
  await using program = await startProgram();
  const { mode } = await Deno.stat(`${program.dataDir}/secret`);
  assert.equal(mode! & 0o777, 0o600);
});

Deno.test("stopped under load, the program answers what it began and exits within ten seconds", async () => {
  await using program = await startProgram({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const faults: string[] = [];
  let answered = 0;
  let stopping = false;
  const client = async (n: number) => {
    for (let i = 0;; i++) {
      try {
        const headers = { "x-forwarded-for": `10.${n}.${i >> 8}.${i & 255}` };
        const answer = await fetch(`${program.address}/ready`, { headers });
        await answer.text();
        if (answer.status === 200) answered++;
        else if (!stopping) faults.push(String(answer.status));
      } catch (error) {
        // Refused before it was taken: nothing was promised.
        if (stopping) return;
        faults.push(String(error));
      }
    }
  };
  const clients = Array.from({ length: 32 }, (_, n) => client(n));
  while (answered < 500) await new Promise((wake) => setTimeout(wake, 10));
  stopping = true;
  const start = performance.now();
  assert.equal(await program.stop("SIGTERM"), 0);
  assert.ok(performance.now() - start < 10_000);
  await Promise.all(clients);
  assert.deepEqual(faults, []);
  assert.match(program.output().log, /"event":"stopped"/);
});

Deno.test("the log is one JSON object a line", async () => {
  await using program = await startProgram();
  await (await fetch(program.address)).text();
  await program.stop();
  const lines = program.output().log.trim().split("\n");
  assert.ok(lines.length >= 3);
  for (const line of lines) {
    const { at, level, event } = JSON.parse(line);
    assert.ok(at && level && event, line);
  }
});

/** What the program answers to raw bytes until it hangs up; `more` is sent again and again, as fast as `everyMs` says. */
async function raw(
  address: string,
  head: string,
  more: Uint8Array<ArrayBuffer>,
  everyMs: number,
): Promise<{ answer: string; sent: number }> {
  const { hostname, port } = new URL(address);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(head));
  let sent = 0;
  const sending = (async () => {
    try {
      while (sent < 100 * 1024 * 1024) {
        sent += await connection.write(more);
        if (everyMs > 0) await new Promise((wake) => setTimeout(wake, everyMs));
      }
    } catch (error) {
      // Cut, as it should be.
      if (!(error instanceof Error)) throw error;
    }
  })();
  let answer = "";
  const buffer = new Uint8Array(4096);
  try {
    for (let read; (read = await connection.read(buffer)) !== null;) {
      answer += new TextDecoder().decode(buffer.subarray(0, read));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
  await sending;
  return { answer, sent };
}

Deno.test("the program stops a body of 100 MB without Content-Length after about a megabyte", async () => {
  await using program = await startProgram();
  const head =
    "POST /v0/bookings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  const chunk = new TextEncoder().encode(`10000\r\n${"x".repeat(0x10000)}\r\n`);
  const { sent } = await raw(program.address, head, chunk, 0);
  assert.ok(sent < 16 * 1024 * 1024, `${sent} bytes were taken`);
  assert.equal((await fetch(`${program.address}/ready`)).status, 200);
});

// Ten and twenty seconds are long for every day: the same limits, made short, are tried in listener.test.ts.
if (Deno.env.get("INVITO_PROVE") === "full") {
  for (
    const [what, head] of [
      ["headers", "GET / HTTP/1.1\r\nHost: a\r\n"],
      [
        "a body",
        "POST /v0/bookings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n",
      ],
    ]
  ) {
    Deno.test(`the program disconnects a client that sends ${what} slowly`, async () => {
      await using program = await startProgram();
      const drip = new TextEncoder().encode(what === "headers" ? "X-More: 1\r\n" : "x");
      const { answer } = await raw(program.address, head!, drip, 500);
      assert.match(answer, /^HTTP\/1\.1 408 /);
    });
  }
}
