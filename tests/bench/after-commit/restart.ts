/** How long after a start the emails begin that were due when the program was killed. */
import { openLetterbox } from "../../support/proof/mail-sink.ts";
import { attemptBooking } from "../../support/proof/guest-client.ts";
import { alwaysOpen, seedHosts } from "../../support/proof/proof-hosts.ts";
import { startProgram } from "../../support/program.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Measured, median } from "../bench-table.ts";

const ROUNDS = 5, BOOKINGS = 20;
const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;

export async function measureRestart(): Promise<Measured[]> {
  await using folder = await tempFolder();
  await seedHosts(folder.path, [alwaysOpen("mortal", { slug: "call", decision: "instant" })]);
  await using box = await openLetterbox();
  const options = {
    dataDir: folder.path,
    env: { INVITO_TRUSTED_PROXIES: "1", ...box.settings },
  };
  const seconds: number[] = [];
  let start = Math.ceil(Date.now() / DAY + 1) * DAY;
  for (let round = 0; round < ROUNDS; round++) {
    {
      await using program = await startProgram(options);
      let isKilled = false;
      // Killed with an email in the mail server's hands, and others behind it.
      box.beforeAnswer = () => {
        if (!isKilled) void program.stop("SIGKILL");
        isKilled = true;
      };
      await Promise.allSettled(Array.from({ length: BOOKINGS }, () => {
        start += HALF_HOUR;
        return attemptBooking(program.address, { username: "mortal", slug: "call", start });
      }));
      await program.ended();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    box.beforeAnswer = () => resolve();
    const began = performance.now();
    await using program = await startProgram(options);
    await promise;
    seconds.push((performance.now() - began) / 1_000);
    box.beforeAnswer = null;
    await program.stop();
  }
  return [{
    what: "the first due email after SIGKILL, from the start of the process",
    value: median(seconds),
    unit: "s",
    aim: { most: 3, of: "value" },
  }];
}
