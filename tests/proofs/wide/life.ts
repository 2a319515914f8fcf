/** The life of bookings while instances, the database server and the network between them fail. */
import { eachBooking } from "$lib/server/store/scan.ts";
import { bookingFields, shortenBooking } from "$lib/server/store/stored-booking.ts";
import { root } from "../../../src/tasks/root.ts";
import { openLetterbox } from "../../support/proof/mail-sink.ts";
import { seedHosts, withFolderApp } from "../../support/proof/proof-hosts.ts";
import { type Proof } from "../../support/proof/run-proof.ts";
import { until } from "../../support/until.ts";
import { noFaults } from "../../support/wide/bad-network.ts";
import { startDenokv } from "../../support/wide/denokv-server.ts";
import { type Instances, startInstances } from "../../support/wide/instances.ts";
import { isQuiet } from "../crash/lives.ts";
import { mortal, startTraffic, type Traffic } from "../crash/traffic.ts";
import { verifyAfterCrash } from "../crash/verify.ts";

const later = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

export async function proveLife(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  await seedHosts(server.address, [mortal]);
  await using box = await openLetterbox();
  const env = { INVITO_BOOKING_TTL: "60s", ...box.settings };
  await using instances = await startInstances(proof, server, env);
  if (!instances) return;
  const load = startTraffic(proof, box, mortal.username);
  load.at(instances.address);

  await later(proof.count(3_000, 60_000));
  const ids = box.emails.map(({ messageId }) => messageId);
  if (new Set(ids).size < ids.length) proof.fail("an email was sent twice though nothing failed");
  proof.log(`jobs of three instances run once: ${ids.length} emails, none of them twice`);
  for (const line of instances.errors().slice(0, 3)) proof.fail(`nothing failed, yet ${line}`);

  await badNetwork(proof, instances);
  await kills(proof, instances, server);
  await upgrade(proof, instances, server.address, load);

  const outcomes = await load.finish();
  const isDone = () => withFolderApp(server.address, isQuiet);
  await until("every job that waits for nothing else", isDone, 240_000);
  await verifyAfterCrash(proof, { place: server.address, box, outcomes, entries: null });
}

/** Answers are lost, requests cut, sent twice and held back, between every instance and the server. */
async function badNetwork(proof: Proof, { networks }: Instances): Promise<void> {
  for (const network of networks) {
    network.faults = { delay: 0.05, loseAnswer: 0.02, cutRequest: 0.01, repeat: 0.05 };
  }
  await later(proof.count(8_000, 180_000));
  for (const network of networks) network.faults = noFaults;
  const sum = (fault: keyof typeof noFaults) =>
    networks.reduce((all, { tally }) => all + tally[fault], 0);
  proof.log(
    `network: ${sum("loseAnswer")} answers lost, ${sum("cutRequest")} requests cut, ` +
      `${sum("repeat")} sent twice, ${sum("delay")} delayed`,
  );
  for (let round = 0; round < proof.count(1, 10); round++) {
    const cut = proof.pick(networks);
    cut.cutOff(true);
    await later(500 + proof.below(3_000));
    cut.cutOff(false);
  }
}

async function kills(
  proof: Proof,
  instances: Instances,
  server: { kill(): Promise<void>; start(): Promise<void> },
): Promise<void> {
  const rounds = proof.count(3, 60);
  for (let round = 0; round < rounds; round++) {
    const n = proof.below(instances.programs.length);
    const dies = ["instance", "server", "both"][round % 3]!;
    if (dies !== "instance") await server.kill();
    const restarted = dies === "server" ? null : instances.kill(n);
    await later(300 + proof.below(1_500));
    if (dies !== "instance") await server.start();
    await restarted;
    await later(1_000 + proof.below(1_500));
  }
  proof.log(`killed ${rounds} times: an instance, the server or both`);
}

/** Each instance is replaced by a build that adds a field, and one of them set back again. */
async function upgrade(
  proof: Proof,
  instances: Instances,
  address: string,
  load: Traffic,
): Promise<void> {
  const preload = `${root}/tests/proofs/wide/next-build.ts`;
  for (const n of instances.programs.keys()) {
    await instances.replace(n, preload);
    await later(proof.count(1_500, 30_000));
  }
  await instances.replace(0);
  await later(proof.count(2_000, 30_000));
  load.at(instances.address);
  using kv = await Deno.openKv(address);
  let added = 0, lost = 0;
  for await (const booking of eachBooking(kv)) {
    const addedByNext = shortenBooking(booking)[bookingFields];
    if (addedByNext === "kept") added++;
    else if (addedByNext !== undefined) lost++;
  }
  if (added === 0 || lost > 0) proof.fail(`${added} bookings keep the new field, ${lost} lost it`);
  proof.log(
    `replaced one by one by a build with one more field, and back: ${added} bookings have it`,
  );
}
