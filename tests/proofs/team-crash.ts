/**
 * Must never be: a collective, a reassignment or a leaving done by half, or an email of it lost or sent as a second one, by
 * a crash. The program is killed with SIGKILL before and after each commit of a collective of eight, of a booking given to
 * another member, and of a member who leaves with a booking; then it is started again, asked again, and everything that
 * must be there is looked for.
 *
 * Run: `deno run -A tests/proofs/team-crash.ts [book give leave]`
 */
import { root } from "../../src/tasks/root.ts";
import { type Mailbox, openLetterbox } from "../support/proof/mail-sink.ts";
import { withFolderApp } from "../support/proof/proof-hosts.ts";
import { dumpOf, type Proof, prove } from "../support/proof/run-proof.ts";
import { until } from "../support/until.ts";
import { type Program, startProgram } from "../support/program.ts";
import { startRadicale } from "../support/caldav/radicale.ts";
import { bookingsIn, faultsIn, holdsIn } from "./invariant-checker.ts";
import { type Deed, type DeedKind, isQuiet, nextDeed, seedCrew } from "./team-crash/deeds.ts";

/** The commits of each deed, in their order, and of the jobs that follow. */
const commits: Record<DeedKind, string[]> = {
  book: ["request"],
  give: ["decide"],
  leave: ["edit event type", "call leave-team", "claim leave-team", "decide", "finish leave-team"],
};
/** In `deno task ok`: one in the middle of everything, and the last email of eight. */
const few: Record<DeedKind, string[]> = {
  book: ["request:before", "request:after", "finish send-email:before:9"],
  give: ["decide:before", "decide:after", "finish send-email:before:3"],
  leave: ["edit event type:after", "call leave-team:after", "decide:after"],
};
/** Emails of a deed: to the guest and each host, or to the guest and the two members. */
const emails: Record<DeedKind, number> = { book: 9, give: 3, leave: 3 };

await prove("team crash", async (proof) => {
  await using radicale = await startRadicale();
  if (!radicale) return;
  await radicale.makeCalendar("alice", "work");
  const kinds = Deno.args.length > 0 ? Deno.args as DeedKind[] : ["book", "give", "leave"] as const;
  const points = kinds.flatMap((kind) => pointsOf(proof, kind).map((point) => ({ kind, point })));
  const dataDir = await Deno.makeTempDir({ prefix: "invito-team-crash-" });
  try {
    await using box = await openLetterbox();
    const crew = await seedCrew(dataDir, points.length, radicale.address);
    const env = {
      INVITO_TRUSTED_PROXIES: "1",
      INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      ...box.settings,
    };
    await settled(dataDir, env);
    for (const { kind, point } of points) {
      const deed = await nextDeed(crew, kind);
      await diesAt(proof, { dataDir, env, point, deed });
      await using program = await startProgram({ dataDir, env });
      await deed.act(program.address);
      await until("every job is done", () => withFolderApp(dataDir, isQuiet), 120_000);
      await withFolderApp(dataDir, (app) => deed.check(proof, app, box, point));
      if (/"level":"error"/.test(program.output().log)) proof.fail(`${point}: faults in the log`);
    }
    await judge(proof, dataDir, box, points.length);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

function pointsOf(proof: Proof, kind: DeedKind): string[] {
  if (proof.count(0, 1) === 0) return few[kind];
  const sent = Array.from({ length: emails[kind] }, (_, n) => n + 1).flatMap((nth) =>
    ["claim", "finish"].flatMap((what) =>
      ["before", "after"].map((side) => `${what} send-email:${side}:${nth}`)
    )
  );
  const written = ["note write intent", "claim write-calendar", "finish write-calendar"];
  return [...commits[kind], ...kind === "book" ? written : []]
    .flatMap((commit) => [`${commit}:before`, `${commit}:after`]).concat(sent);
}

/** What was seeded has been sent and written before anything is killed. */
async function settled(dataDir: string, env: Record<string, string>): Promise<void> {
  await using _ = await startProgram({ dataDir, env });
  await until("what was seeded is settled", () => withFolderApp(dataDir, isQuiet), 60_000);
}

/** The deed is begun, and the program dies at a point of it; the answer never comes, or came just before. */
async function diesAt(
  proof: Proof,
  { dataDir, env, point, deed }: {
    dataDir: string;
    env: Record<string, string>;
    point: string;
    deed: Deed;
  },
): Promise<void> {
  await using program: Program = await startProgram({
    dataDir,
    env: { ...env, CRASH_AT: point },
    preload: `${root}/tests/proofs/crash/kill-at-commit.ts`,
  });
  await deed.act(program.address).catch((error) => {
    if (!(error instanceof TypeError)) throw error;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), 30_000);
  });
  if (await Promise.race([program.ended(), late]) === "late") {
    proof.fail(`it did not die at ${point} of ${deed.kind}`);
  }
  clearTimeout(timer);
}

async function judge(proof: Proof, dataDir: string, box: Mailbox, lives: number): Promise<void> {
  const lines = await dumpOf(dataDir);
  for (const fault of faultsIn(bookingsIn(lines), holdsIn(lines), Date.now())) proof.fail(fault);
  const sent = Map.groupBy(box.emails, ({ booking, kind, to }) => `${booking} ${kind} ${to}`);
  for (const [email, copies] of sent) {
    const ids = new Set(copies.map(({ messageId }) => messageId));
    if (ids.size > 1) proof.fail(`two Message-IDs for ${email}`);
  }
  proof.log(
    `killed at ${lives} points; ${box.emails.length} emails, ` +
      `${box.emails.length - sent.size} of them copies`,
  );
}
