/** A host's bookings, emails and calendar entries while the program is killed under load. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import { startRadicale } from "../../support/caldav/radicale.ts";
import { startProgram } from "../../support/program.ts";
import { type Mailbox, openLetterbox } from "../../support/proof/mail-sink.ts";
import { seedHosts, withFolderApp } from "../../support/proof/proof-hosts.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { until } from "../../support/until.ts";
import { diesAt, endsBy, isQuiet, type Setting } from "./lives.ts";
import { mortal, startTraffic, type Traffic } from "./traffic.ts";
import { verifyAfterCrash } from "./verify.ts";

/** The steps of `kill-at-commit.ts`, each side of each commit that a booking's path knows. */
const steps = ["request", "decide", "expire", "note write intent", "note entry"].concat(
  ["send-email", "write-calendar", "expire"].flatMap((kind) => [`claim ${kind}`, `finish ${kind}`]),
);
const everyPoint = steps.flatMap((step) => [`${step}:before`, `${step}:after`]);

export async function crashHost(proof: Proof, chosen: readonly string[]): Promise<void> {
  await using radicale = await startRadicale();
  if (!radicale) return;
  await using folder = await tempFolder();
  const calendar = await radicale.makeCalendar("alice", "work");
  const account = { address: radicale.address, user: "alice", password: "alice-pw" };
  await seedHosts(folder.path, [{ ...mortal, calendar: account }]);
  await using box = await openLetterbox();
  const env = {
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_BOOKING_TTL: "8s",
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    ...box.settings,
  };
  const setting = { dataDir: folder.path, env };
  const load = startTraffic(proof, box, mortal.username);
  await diesAtPoints(proof, load, setting, chosen.length > 0 ? chosen : everyPoint);
  await diesInEmails(proof, load, box, setting);
  await diesAnyTime(proof, load, setting);

  await using program = await startProgram(setting);
  load.at(program.address);
  const outcomes = await load.finish();
  const isDone = () => withFolderApp(folder.path, isQuiet);
  await until("every job that waits for nothing else", isDone, 2 * MINUTE);
  const entries = await (await radicale.as("alice", "GET", calendar)).text();
  await verifyAfterCrash(proof, { place: folder.path, box, outcomes, entries });
}

async function diesAtPoints(
  proof: Proof,
  load: Traffic,
  setting: Setting,
  points: readonly string[],
): Promise<void> {
  const rounds = proof.count(1, 5);
  for (let round = 1; round <= rounds; round++) {
    for (const point of points) {
      const nth = round === 1 ? 1 : 1 + proof.below(3);
      await diesAt(proof, setting, `${point}:${nth}`, ({ address }) => load.at(address));
      load.at(null);
    }
  }
  proof.log(`killed at ${points.length} named points, ${rounds} times each`);
}

/** Dies when the mail server has an email in whole and has not yet said so. */
async function diesInEmails(
  proof: Proof,
  load: Traffic,
  box: Mailbox,
  setting: Setting,
): Promise<void> {
  const rounds = proof.count(2, 20);
  for (let round = 0; round < rounds; round++) {
    await using program = await startProgram(setting);
    let left = 1 + proof.below(10);
    box.beforeAnswer = () => {
      if (--left === 0) void program.stop("SIGKILL");
    };
    load.at(program.address);
    await endsBy(proof, program, "it dies in an email");
    load.at(null);
    box.beforeAnswer = null;
  }
  proof.log(`killed between an email and its receipt, ${rounds} times`);
}

async function diesAnyTime(proof: Proof, load: Traffic, setting: Setting): Promise<void> {
  const rounds = proof.count(5, 100);
  for (let round = 0; round < rounds; round++) {
    await using program = await startProgram(setting);
    setTimeout(() => void program.stop("SIGKILL"), 100 + proof.below(1200));
    load.at(program.address);
    await endsBy(proof, program, "it is killed");
    load.at(null);
  }
  proof.log(`killed at ${rounds} random moments under load`);
}
