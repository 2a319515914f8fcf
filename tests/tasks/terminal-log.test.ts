import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { runInTerminal } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

const stop = { key: "\x03", after: "Invito is ready" };

/** What the program writes in a terminal from its start to Ctrl+C. */
async function startedInTerminal(env: Record<string, string>): Promise<string> {
  await using folder = await tempFolder();
  const settings = { INVITO_LISTEN_ADDR: "127.0.0.1:0", ...env };
  const { text } = await runInTerminal("start", `${folder.path}/data`, [], stop, settings);
  assert.match(text, /stopped/);
  return text;
}

Deno.test("a terminal shows lines for people, in its own time and colours; elsewhere the log is JSON", async (t) => {
  await buildWhenStale();
  await t.step("without colours", async () => {
    const text = await startedInTerminal({ NO_COLOR: "1", TZ: "Asia/Kathmandu" });
    const [, time] = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) info {2}started address=http:/m
      .exec(text) ?? [];
    assert(time, text);
    assert.match(text, /info {2}stopped\b/);
    assert(!text.includes('{"at"') && !text.includes("\x1b["), text);
    // Kathmandu is 5:45 ahead, which no other clock of a machine is likely to be.
    const ahead = (Date.parse(`${time.replace(" ", "T")}Z`) - Date.now() + DAY) % DAY;
    assert(Math.abs(ahead - 5.75 * HOUR) < 10 * MINUTE, time);
  });
  await t.step("with colours", async () => {
    const text = await startedInTerminal({ NO_COLOR: "" });
    assert(text.includes("\x1b[36minfo \x1b[0m \x1b[1mstarted\x1b[0m \x1b[2maddress=\x1b[0mhttp"));
  });
});
