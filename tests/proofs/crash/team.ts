/** A collective of eight, a booking given to another member, and a member who leaves with a booking, while the program is killed. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import { startRadicale } from "../../support/caldav/radicale.ts";
import { startProgram } from "../../support/program.ts";
import { openLetterbox } from "../../support/proof/mail-sink.ts";
import { withFolderApp } from "../../support/proof/proof-hosts.ts";
import { judgeDump, type Proof } from "../../support/proof/run-proof.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { until } from "../../support/until.ts";
import { type DeedKind, nextDeed, seedCrew } from "./crew.ts";
import { diesAndLives, isQuiet, type Setting } from "./lives.ts";
import { checkCopies } from "./verify.ts";

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

export async function crashTeam(proof: Proof, chosen: readonly string[]): Promise<void> {
  await using radicale = await startRadicale();
  if (!radicale) return;
  await radicale.makeCalendar("alice", "work");
  const points = (["book", "give", "leave"] as const).flatMap((kind) =>
    (chosen.length > 0 ? chosen : pointsOf(proof, kind)).map((point) => ({ kind, point }))
  );
  await using folder = await tempFolder();
  await using box = await openLetterbox();
  const crew = await seedCrew(folder.path, points.length, radicale.address, { proof, box });
  const env = {
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    ...box.settings,
  };
  const setting = { dataDir: folder.path, env };
  await settled(setting);
  for (const { kind, point } of points) {
    await diesAndLives(proof, setting, point, [nextDeed(crew, kind)]);
  }
  await judgeDump(proof, folder.path);
  const copies = checkCopies(proof, box);
  proof.log(`killed at ${points.length} points; ${box.emails.length} emails, ${copies} copies`);
}

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
async function settled(setting: Setting): Promise<void> {
  await using _ = await startProgram(setting);
  const isDone = () => withFolderApp(setting.dataDir, isQuiet);
  await until("what was seeded is settled", isDone, MINUTE);
}
