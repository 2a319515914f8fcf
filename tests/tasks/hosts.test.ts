/** `deno task hosts`: what it lists, and that it changes an account whether the program runs or not. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { startWithHost } from "../support/running-program.ts";
import { runInTerminal, runTaskCommand } from "../support/run-task.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addMemberHost, addTeam } from "../support/team-town.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type TestApp, testSecret } from "../support/test-app.ts";
import { ask } from "../support/town.ts";
import { hostOptions } from "../../src/tasks/hosts/options.ts";
import { hostTable } from "../../src/tasks/hosts/report.ts";

const env = { INVITO_SESSION_SECRET: testSecret };

/** Ada with a booking, a session and a calendar that fails, and Ben, the only owner of a team. */
async function furnish(app: TestApp, host: Host): Promise<number> {
  const date = weekdayAfter(addDays(dateAt(app.now(), host.zone), 2), 0);
  await ask(app, { start: startOfDay(date, host.zone) + 10 * HOUR });
  await sessions.start(app, host.id, "console", { agent: "", before: null });
  const failure = { since: 1, kind: "try-again", reason: "", detail: "", isHostNotified: true };
  const calendars = { "a:b": { ...unreadCalendar("g"), failure }, "a:c": unreadCalendar("h") };
  const { value } = await app.kv.get<{ version: number }>(keys.guard(host.id));
  await app.kv.set(keys.guard(host.id), { version: value!.version + 1, calendars });
  await addTeam(app, [await addMemberHost(app, "ben")]);
  return app.now();
}

Deno.test("hosts: lists, suspends, resumes and closes, while the program runs and while it does not", async () => {
  await using folder = await tempFolder();
  await using program = await startWithHost({
    dataDir: folder.path,
    env: { INVITO_BASE_URL: "https://meet.example", INVITO_TRUSTED_PROXIES: "1" },
  }, furnish);
  const run = (...args: string[]) =>
    runTaskCommand("hosts", folder.path, args, {
      ...env,
      INVITO_BASE_URL: "https://meet.example",
    });
  const listed = async () => {
    const { code, stdout, stderr } = await run("list", "--json");
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  for (const isRunning of [true, false]) {
    if (!isRunning) assert.equal(await program.stop(), 0);
    const [ada, ben] = await listed();
    const { lastSeenAt, ...rest } = ada;
    assert(Math.abs(Date.parse(lastSeenAt) - program.seeded) < DAY);
    assert.deepEqual(rest, {
      username: "ada",
      name: "Ada Beck",
      email: "ada@example.org",
      state: "active",
      suspendedAt: null,
      reason: "",
      calendars: 2,
      calendarsFailing: 1,
      bookingsAhead: 1,
    });
    assert.deepEqual([ben.username, ben.lastSeenAt, ben.bookingsAhead], ["ben", null, 0]);

    const suspended = await run("suspend", "Ada", "--reason", "Spam, says Grace");
    assert.equal(suspended.code, 0, suspended.stderr);
    assert.match(suspended.stdout, /^ada is suspended/);
    const [off] = await listed();
    assert.deepEqual([off.state, off.reason], ["suspended", "Spam, says Grace"]);
    assert.equal(off.lastSeenAt, lastSeenAt, "also once all sessions are over");
    const link = () => runTaskCommand("sign-in", folder.path, ["Ada"], env);
    assert.match((await link()).stderr, /^ada is suspended\. To undo it: deno task hosts resume/);
    if (isRunning) {
      const page = await fetch(`${program.address}/v0/users/ada/event-types/coffee`);
      assert.equal(page.status, 409, await page.text());
    }
    assert.equal((await run("resume", "ada")).code, 0);
    assert.match((await link()).stdout, /^Sign-in link for ada /);
    assert.equal((await listed())[0].state, "active");

    const unknown = await run("suspend", "nobody");
    assert.deepEqual([unknown.code, unknown.stdout], [1, ""]);
    assert.match(unknown.stderr, /Host not found: nobody/);
    const owner = await run("close", "ben", "--yes", "ben");
    assert.equal(owner.code, 1);
    assert.match(owner.stderr, /ben is the only owner of The Mill\./);
    const unsure = await run("close", "ada");
    assert.equal(unsure.code, 2);
    assert.match(unsure.stderr, /deno task hosts close ada --yes ada/);
  }
  const { text } = await runInTerminal("hosts", folder.path, ["list"]);
  assert.match(text, /^USERNAME +NAME +EMAIL/m);
  assert.match(
    text,
    /^ada +Ada Beck +ada@example.org +\d{4}-\d\d-\d\d \d\d:\d\dZ +1 of 2 failing/m,
  );
  assert.equal((await run("close", "ada", "--yes", "ada", "--message", "Bye")).code, 0);
  assert.equal((await listed())[0].state, "closed");
  const gone = await runTaskCommand("sign-in", folder.path, ["ada"], env);
  assert.match(gone.stderr, /^Host not found: ada\nHosts here: ben$/m);
});

Deno.test("hosts: a program with another secret takes nothing, and says why", async () => {
  await using folder = await tempFolder();
  await using _program = await startWithHost({ dataDir: folder.path });
  const other = { INVITO_SESSION_SECRET: "ab".repeat(32) };
  const { code, stderr } = await runTaskCommand("hosts", folder.path, ["suspend", "ada"], other);
  assert.equal(code, 1);
  assert.match(stderr, /didn’t accept the command.*session secret/);
});

Deno.test("hosts: without a store it says so", async () => {
  await using folder = await tempFolder();
  for (const args of [["list"], ["suspend", "ada"]]) {
    const { code, stderr } = await runTaskCommand("hosts", folder.path, args);
    assert.equal(code, 1);
    assert.match(stderr, /There’s no database/);
  }
});

Deno.test("hosts: arguments that say nothing clear do nothing", () => {
  for (
    const args of [
      [],
      ["ban", "ada"],
      ["list", "ada"],
      ["suspend"],
      ["suspend", "--reason", "x"],
      ["suspend", "ada", "--reason"],
      ["suspend", "ada", "--message", "x"],
      ["suspend", "ada", "--reason", "x".repeat(501)],
      ["resume", "ada", "--yes", "ada"],
      ["close", "ada", "--yes", "ben"],
      ["close", "ada", "--reason", "x"],
    ]
  ) assert("error" in hostOptions(args), args.join(" "));
  assert.deepEqual(
    hostOptions(["close", "Ada", "--yes", "ada", "--message", "Bye"]),
    { command: { action: "close", username: "ada", message: "Bye" } },
  );
});

Deno.test("hosts: what a host or operator wrote moves no cursor", () => {
  const host = {
    username: "eve",
    name: "Eve\u001b[2J\n\u202eadmin",
    email: null,
    lastSeenAt: null,
    state: "suspended" as const,
    suspendedAt: "2026-11-01T12:00:00.000Z",
    reason: "a\tb",
    calendars: 0,
    calendarsFailing: 0,
    bookingsAhead: 0,
  };
  const table = hostTable([host]);
  assert.equal(table.split("\n").length, 2);
  assert.doesNotMatch(table.replaceAll("\n", ""), /[\p{C}]/u);
  assert.match(table, /suspended 2026-11-01 12:00Z: a b$/);
});
