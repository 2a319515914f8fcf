/**
 * Must never be: a record lost, changed or added by moving an installation from a file to a KV Connect server and back,
 * though the move is killed in the middle and goes on with the same command. Bookings are planted with all that the
 * program stores for one; every store on the way must have the same hash and give the same dump.
 *
 * Run: `deno run -A tests/proofs/move.ts`
 */
import { createHash } from "node:crypto";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { openStore } from "$lib/server/kv/open-store.ts";
import { root } from "../../src/tasks/root.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { testSecret } from "../support/test-app.ts";
import { denokv } from "../support/wide/denokv-program.ts";
import { startDenokv } from "../support/wide/denokv-server.ts";
import { plantBookings } from "../support/wide/plant-bookings.ts";

const HOSTS = 20;
/** What the move writes in one commit, about; it is killed when half of them have been made. */
const RECORDS_IN_COMMIT = 700;

await prove("move", async (proof) => {
  if (!denokv.isThere()) return;
  await using server = await startDenokv();
  await using folder = await tempFolder();
  const before = `${folder.path}/invito.db`, after = `${folder.path}/after.db`;
  await plant(proof, folder.path, before);
  const was = await lookAt(proof, "planted", folder.path, before);

  const half = Math.ceil(was.records / RECORDS_IN_COMMIT / 2);
  const killed = await move(folder.path, [before, server.address], half);
  if (killed.code === 0) proof.fail("the move was not killed");
  using kv = await openStore(server.address);
  const arrived = (await digestRecords(kv)).records;
  proof.log(`killed when ${arrived} records had arrived, after ${killed.seconds} s`);
  if (arrived === 0 || arrived === was.records) proof.fail("it was not killed in the middle");
  for (const [from, to] of [[before, server.address], [server.address, after]] as const) {
    const { code, stderr, seconds } = await move(folder.path, [from, to]);
    if (code !== 0) proof.fail(stderr);
    proof.log(`moved in ${seconds} s`);
    const is = await lookAt(proof, to === after ? "in a file" : "on the server", folder.path, to);
    for (const what of ["records", "hash", "lines", "dump"] as const) {
      if (is[what] !== was[what]) proof.fail(`${to}: ${what} ${is[what]}, not ${was[what]}`);
    }
  }
});

async function plant(proof: Proof, dataDir: string, path: string): Promise<void> {
  const count = proof.count(1_000, 100_000), began = performance.now();
  const residents = Array.from(
    { length: HOSTS },
    (_, n) => alwaysOpen(`mover-${n}`, { slug: "talk" }),
  );
  await seedHosts(dataDir, residents, testSecret);
  using kv = await Deno.openKv(path);
  for (const { username } of residents) {
    const { id } = (await getHostByUsername(kv, username))!;
    await plantBookings(kv, { hostId: id, from: Date.now(), count: count / HOSTS });
  }
  proof.log(`${count} bookings of ${HOSTS} hosts planted in ${since(began)} s`);
}

/** Number and hash of the records, and of the lines of the dump. */
async function lookAt(proof: Proof, what: string, dataDir: string, place: string) {
  const began = performance.now();
  const { records, hash } = await digestOf(place), digested = since(began);
  const { lines, hash: dump } = await dumpHash(dataDir, place);
  const size = place.startsWith("http")
    ? ""
    : `, ${Math.round(Deno.statSync(place).size / 1e6)} MB`;
  proof.log(
    `${what}: ${records} records${size}, hash ${hash.slice(0, 16)} (${digested} s); ` +
      `dump of ${lines} lines, hash ${dump.slice(0, 16)} (with it ${since(began)} s)`,
  );
  return { records, hash, lines, dump };
}

async function digestOf(place: string): Promise<{ records: number; hash: string }> {
  using kv = await openStore(place);
  return await digestRecords(kv);
}

/** Of what `deno task dump` says, which is too much for one string. */
async function dumpHash(dataDir: string, place: string): Promise<{ lines: number; hash: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}/src/tasks/dump.ts`],
    cwd: root,
    env: {
      NO_COLOR: "1",
      INVITO_DATA_DIR: dataDir,
      INVITO_DB_PATH: place,
      INVITO_SESSION_SECRET: testSecret,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const hash = createHash("sha256");
  let lines = 0;
  for await (const bytes of child.stdout) {
    hash.update(bytes);
    for (const byte of bytes) if (byte === 10) lines++;
  }
  const { code } = await child.status;
  if (code !== 0) throw new Error(`dump of ${place} ended with ${code}`);
  return { lines, hash: hash.digest("hex") };
}

/** Runs the task; killed with SIGKILL in one of its commits where a number of them is given. */
async function move(dataDir: string, args: string[], commits?: number) {
  const dying = commits === undefined ? {} : { MOVE_DIES_AT: String(commits) };
  const preload = commits === undefined
    ? []
    : ["--preload", "tests/support/wide/die-while-moving.ts"];
  const began = performance.now();
  const { code, stderr } = await runTaskCommand("move", dataDir, args, dying, preload);
  return { code, stderr, seconds: since(began) };
}

function since(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}
