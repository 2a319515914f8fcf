/**
 * Must never be: anything lost, or a time given twice, because the wall clock was wrong for a while. The running program's
 * clock is set ahead and back by libfaketime, while guests book, ask, fill in forms and are reminded; a minute after it is
 * right again everything must be.
 *
 * Run: `deno run -A tests/proofs/clock-jumps.ts`, in full also with jumps by name: `"+7 d killed" "-1 h"`
 */
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { missingProgram } from "../support/expected-missing.ts";
import { openLetterbox } from "../support/proof/mail-sink.ts";
import { prove } from "../support/proof/run-proof.ts";
import { until } from "../support/until.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { libfaketime, type Program, startProgram } from "../support/program.ts";
import * as act from "./clock-jumps/actions.ts";
import {
  type ClockRun,
  type ClockSetup,
  DAY,
  HOST,
  HOUR,
  MINUTE,
  SECOND,
  TTL,
} from "./clock-jumps/setup.ts";
import { verifyAfterClock } from "./clock-jumps/verify.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { testSecret } from "../support/test-app.ts";

interface Jump {
  by: number;
  lasts: number;
  /** The program is killed while its clock is wrong, and started again with the right one. */
  dies?: boolean;
}

const all: Jump[] = [
  { by: 60 * DAY, lasts: 100 * SECOND },
  { by: 45 * DAY, lasts: 80 * SECOND },
  { by: 7 * DAY, lasts: 20 * SECOND },
  { by: HOUR, lasts: 60 * SECOND },
  { by: -HOUR, lasts: 60 * SECOND },
  { by: 7 * DAY, lasts: 20 * SECOND, dies: true },
];
const few: Jump[] = [{ by: 60 * DAY, lasts: 3 * SECOND }, { by: -HOUR, lasts: 3 * SECOND }];

await prove("clock", async (proof) => {
  if (!libfaketime()) return void missingProgram("libfaketime", "apt-get install faketime");
  // The reminder's minute must not pass while the program is built.
  await buildWhenStale();
  await using folder = await tempFolder();
  const dataDir = folder.path;
  const host = alwaysOpen(HOST, { slug: "talk" }, { slug: "coffee", decision: "instant" }, {
    slug: "private",
    privateLinkOnly: true,
  });
  await seedHosts(dataDir, [host], testSecret);
  await using box = await openLetterbox();
  const ground: ClockSetup = {
    proof,
    dataDir,
    box,
    confirmed: [],
    requested: [],
    days: new Map(),
  };
  // In full each jump has a start and a minute of its own; the small one takes both in one.
  const isFull = proof.count(0, 1) === 1;
  const wanted = all.filter((jump) => Deno.args.length === 0 || Deno.args.includes(named(jump)));
  for (const jumps of isFull ? wanted.map((jump) => [jump]) : [few]) await through(ground, jumps);
});

/** One run of the program: right, wrong, and right again. */
async function through(ground: ClockSetup, jumps: Jump[]): Promise<void> {
  const { dataDir, box } = ground;
  const wrongFor = jumps.reduce((sum, { lasts }) => sum + lasts, 0);
  const remindedAt = Math.ceil((Date.now() + wrongFor + 60 * SECOND) / MINUTE) * MINUTE;
  const { start, link } = await act.seedBeforeClock(ground, remindedAt);
  await using program = await startProgram({
    dataDir,
    clock: "+0",
    env: {
      INVITO_SESSION_SECRET: testSecret,
      INVITO_TRUSTED_PROXIES: "1",
      INVITO_BOOKING_TTL: `${TTL / HOUR}h`,
      INVITO_FORM_TIME: "1s",
      ...box.settings,
    },
  });
  const story: ClockRun = {
    program,
    name: jumps.map(named).join(", "),
    link,
    remindedAt,
    reminded: await act.book(ground, program, { slug: "coffee", start }),
    sessions: [await act.signIn(program)],
    deferred: await act.defer(ground, program),
    limited: await act.useUp(program),
    form: null,
  };
  await act.bookSome(ground, program);
  for (const jump of jumps) await wrong(ground, story, jump);

  const dies = jumps.some((jump) => jump.dies);
  await act.fillIn(
    ground,
    story.form!,
    `${story.name}: a form shown by the wrong clock`,
    async () => {
      box.defers = null;
      if (dies) await program.stop("SIGKILL");
      await program.setClock("+0");
      if (dies) await program.restart();
      await jumped(program, dies ? 1 : jumps.length + 1);
      // Of a form from the future of another run only this run's own time is known to have passed.
      if (dies) await new Promise((wake) => setTimeout(wake, act.FORM_MS));
    },
  );
  await verifyAfterClock(ground, story, dies ? 1 : jumps.length + 1);
}

/** The clock is wrong for a while, and everybody goes on. */
async function wrong(ground: ClockSetup, story: ClockRun, jump: Jump): Promise<void> {
  const { program } = story;
  const { proof } = ground;
  const ends = performance.now() + jump.lasts;
  const jumpsBefore = act.jumpsOf(program).length;
  const form = await act.openForm(ground, program);
  await act.fillIn(ground, form, `${named(jump)}: a form shown before`, async () => {
    await program.setClock(`${jump.by < 0 ? "-" : "+"}${Math.abs(jump.by) / SECOND}`);
    await jumped(program, jumpsBefore + 1);
  });
  if (await act.asks(program, story.limited) !== 429) {
    proof.fail(`${named(jump)}: what a client has used up was forgotten`);
  }
  story.sessions.push(await act.signIn(program, jump.by));
  await act.bookSome(ground, program, jump.by);
  await act.takeAgain(ground, program, named(jump));
  story.form = await act.openForm(ground, program);
  await new Promise((wake) => setTimeout(wake, Math.max(0, ends - performance.now())));
}

async function jumped(program: Program, times: number): Promise<void> {
  await until("the log's word about the jump", () => act.jumpsOf(program).length >= times);
}

function named({ by, dies }: Jump): string {
  const [size, unit] = Math.abs(by) >= DAY ? [DAY, "d"] : [HOUR, "h"];
  return `${by < 0 ? "-" : "+"}${Math.abs(by) / size} ${unit}${dies ? " killed" : ""}`;
}
