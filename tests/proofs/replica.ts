/**
 * Must never be: a booking that was answered before the last sync of Litestream missing where its copy is restored, or a
 * restored store in which anybody's time is given twice. Guests book all the while; program and Litestream are killed with
 * SIGKILL. Then both go on from what the kill has left, stop in order, and the copy has every record.
 *
 * Run: `deno run -A tests/proofs/replica.ts`
 */
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { digestRecords } from "$lib/server/records/copy-records.ts";
import { litestream } from "../support/litestream.ts";
import { startProgram } from "../support/program.ts";
import { attemptBooking } from "../support/proof/guest-client.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { judgeDump, type Proof, prove } from "../support/proof/run-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { until } from "../support/until.ts";

const GUESTS = 6;
const env = { INVITO_TRUSTED_PROXIES: "1" };
const copied = alwaysOpen("copied", { slug: "coffee", durations: [15], decision: "instant" });

await prove("replica", async (proof) => {
  if (!litestream.isThere()) return;
  await using folder = await tempFolder();
  const place: Place = { data: `${folder.path}/data`, replica: `${folder.path}/replica` };
  await Deno.mkdir(place.data);
  await seedHosts(place.data, [copied]);

  const booked = await bookAndKill(proof, place);
  const last = lastIn(place.replica);
  const wanted = [...booked].filter(([, written]) => written + 2 <= last).map(([id]) => id);
  const restored = await restore(place, `${folder.path}/killed`);
  {
    await using program = await startProgram({ dataDir: restored, env });
    if ((await fetch(`${program.address}/calendar/copied/coffee`)).status !== 200) {
      proof.fail("the restored program has no page");
    }
    const found = new Set((await judgeDump(proof, restored)).map(({ id }) => id));
    const missing = wanted.filter((id) => !found.has(id));
    if (missing.length > 0) proof.fail(`${missing.length} bookings are missing: ${missing[0]}`);
    proof.log(
      `${booked.size} answered, ${wanted.length} of them two syncs before the last; ` +
        `restored ${found.size}`,
    );
    if (wanted.length === 0) proof.fail("none was synced early enough to prove anything");
    proof.checkLog(program.output().log);
  }
  await goOn(proof, place, `${folder.path}/stopped`);
});

interface Place {
  data: string;
  replica: string;
}

/** Books until there are enough, then kills both; answers what Litestream had last written of each booking's answer. */
async function bookAndKill(proof: Proof, place: Place): Promise<Map<string, number>> {
  const enough = proof.count(300, 4_000), booked = new Map<string, number>();
  await using program = await startProgram({ dataDir: place.data, env });
  const copying = replicate(place);
  await until("a first copy", () => lastIn(place.replica) > 0);
  const first = Math.ceil(Date.now() / DAY) * DAY + DAY;
  let next = 0, isDead = false, slowest = 0;
  const guest = async () => {
    while (!isDead) {
      const start = first + next++ * 15 * MINUTE, began = performance.now();
      const input = { username: "copied", slug: "coffee", start };
      const answer = await attemptBooking(program.address, input).catch(() => null);
      if (!answer) continue;
      slowest = Math.max(slowest, performance.now() - began);
      if (answer.status === 201) {
        booked.set(answer.body.booking.id, lastIn(`${place.data}/.invito.db-litestream`));
      } else if (!isDead) proof.fail(`a guest was answered ${answer.status}`);
    }
  };
  const guests = Array.from({ length: GUESTS }, guest);
  await until("enough bookings", () => booked.size >= enough, 30 * MINUTE);
  copying.kill("SIGKILL");
  await program.stop("SIGKILL");
  isDead = true;
  await Promise.all([...guests, copying.status]);
  proof.checkLog(program.output().log, "while it was copied");
  proof.log(`${booked.size} bookings, the slowest answer after ${Math.round(slowest)} ms`);
  return booked;
}

/** Starts both on what they were killed over, books once more, and stops them in order. */
async function goOn(proof: Proof, place: Place, to: string): Promise<void> {
  {
    const before = lastIn(place.replica);
    const copying = replicate(place);
    await using program = await startProgram({ dataDir: place.data, env });
    const start = Math.ceil(Date.now() / DAY) * DAY + 300 * DAY;
    const { status } = await attemptBooking(program.address, {
      username: "copied",
      slug: "coffee",
      start,
    });
    if (status !== 201) proof.fail(`after the kill a guest was answered ${status}`);
    await until("the copy to go on", () => lastIn(place.replica) > before);
    await program.stop();
    copying.kill("SIGTERM");
    await copying.status;
  }
  const was = await digestOf(place.data), is = await digestOf(await restore(place, to));
  proof.log(`stopped in order: ${was.records} records, hash ${was.hash.slice(0, 16)}`);
  if (is.hash !== was.hash) proof.fail(`the copy has ${is.records} records, hash ${is.hash}`);
}

function replicate({ data, replica }: Place): Deno.ChildProcess {
  return new Deno.Command(litestream.find()!, {
    args: ["replicate", `${data}/invito.db`, `file://${replica}`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** A data folder with the copied database and the secret, which Litestream does not copy. */
async function restore({ data, replica }: Place, to: string): Promise<string> {
  await Deno.mkdir(to);
  const { success, stderr } = await new Deno.Command(litestream.find()!, {
    args: ["restore", "-o", `${to}/invito.db`, `file://${replica}`],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  await Deno.copyFile(`${data}/secret`, `${to}/secret`);
  return to;
}

async function digestOf(folder: string) {
  using kv = await Deno.openKv(`${folder}/invito.db`);
  return await digestRecords(kv);
}

/**
 * The number of the last piece that is whole. They are written one after the other, so the second after a commit has it:
 * only the first may have been begun before.
 */
function lastIn(folder: string): number {
  const numbers = namesIn(`${folder}/ltx`).flatMap((level) =>
    namesIn(`${folder}/ltx/${level}`).map((name) => /^[0-9a-f]{16}-([0-9a-f]{16})\.ltx$/.exec(name))
  );
  return Math.max(0, ...numbers.map((found) => parseInt(found?.[1] ?? "0", 16)));
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
