import assert from "node:assert/strict";
import { openLog } from "$lib/server/runtime/log.ts";
import { terminalLines, type TerminalLook } from "$lib/server/runtime/terminal-line.ts";

const noon = Date.UTC(2026, 6, 1, 12, 0, 3, 120);

function logged(look: Partial<TerminalLook> = {}) {
  const lines: string[] = [];
  const render = terminalLines({ zone: "Europe/Berlin", isColoured: false, ...look });
  return { lines, log: openLog((line) => lines.push(line), () => noon, render) };
}

Deno.test("terminalLines: local time, level, event and facts", () => {
  const { log, lines } = logged();
  log.info("started", { address: "http://localhost:8080", hosts: 2, ready: true, proxy: null });
  log.warn("overloaded", { reason: "too much work", empty: "", quoted: 'a"b', sum: "a=b" });
  assert.deepEqual(lines, [
    "2026-07-01 14:00:03 info  started address=http://localhost:8080 hosts=2 ready=true proxy=null",
    '2026-07-01 14:00:03 warn  overloaded reason="too much work" empty="" quoted="a\\"b" sum="a=b"',
  ]);
});

Deno.test("terminalLines: an error's stack stands below, its secrets left out as in JSON", () => {
  const { log, lines } = logged({ zone: "UTC" });
  const error = new Error(`ada@example.org sent ${"A".repeat(43)}`);
  const id = log.fault("request-error", error, { route: "/booking/[token]" });
  const [first, second, third] = lines[0]!.split("\n");
  assert.equal(first, `2026-07-01 12:00:03 error request-error route=/booking/[token] id=${id}`);
  assert.equal(second, "    Error: [address] sent [secret]");
  assert.match(third!, /^ {4}at .*terminal-line\.test\.ts/);
});

Deno.test("terminalLines: colours only where they are wanted, and nothing that others wrote moves the cursor", () => {
  const plain = logged(), coloured = logged({ isColoured: true });
  for (const { log } of [plain, coloured]) {
    log.warn("calendar-not-connected", { reason: "\x1b[2J\u202egnp.exe\x9b31m", two: "a\nb" });
    log.fault("uncaught", "\x1b[31mred\x07");
  }
  const [line, fault] = plain.lines;
  assert.match(line!, /reason="\\u001b\[2J\\u202egnp\.exe\\u009b31m" two="a\\nb"$/);
  assert.match(fault!, /\n {4}\\u001b\[31mred\\u0007$/);
  // deno-lint-ignore no-control-regex -- these are what must not be there
  const signs = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;
  for (const each of plain.lines) assert.doesNotMatch(each, signs);
  // deno-lint-ignore no-control-regex -- and these are the colours
  const bare = coloured.lines.map((each) => each.replace(/\x1b\[\d+m/g, ""));
  assert(coloured.lines.every((each) => each.includes("\x1b[33m") || each.includes("\x1b[31m")));
  assert.deepEqual(
    bare.map((each) => each.replace(/id=\w+/, "")),
    plain.lines.map((each) => each.replace(/id=\w+/, "")),
  );
});

Deno.test("openLog: JSON moves no cursor either, and says the same", () => {
  const lines: string[] = [];
  const host = "\x9b2J\x7f\u202egnp.exe\u{e0041}";
  openLog((line) => lines.push(line), () => noon).warn("proxy-headers-missing", { host });
  assert.doesNotMatch(lines[0]!, /\p{C}/u);
  assert.equal(JSON.parse(lines[0]!).host, host);
});
