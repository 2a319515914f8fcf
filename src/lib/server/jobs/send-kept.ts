import { changeJob, getJob, listJobsIn } from "../store/jobs.ts";
import { eachUnfinished } from "../store/due-jobs.ts";
import { isLetter } from "../store/letters.ts";
import { anew } from "../jobs.ts";
import type { JobWork, LetterKind } from "./job.ts";
import { subjectOf } from "./letter.ts";
import { isOvertaken } from "./overtaken.ts";
import type { Doing } from "./run.ts";

/** What a host has to know or to decide; of the rest the booking's page tells. */
const wanted: ReadonlySet<LetterKind> = new Set([
  "please-decide",
  "please-decide-move",
  "host-confirmed",
  "host-moved",
]);

const LOOKS_AGAIN_MS = 2_000;

/**
 * Sends a host what was kept while there was no address to send it to and still waits or lies ahead, each once: whatever
 * runs this twice finds it no longer kept. An email that was begun before the address was there may be kept only then.
 */
export const sendKept: Doing = async (app, { work }) => {
  if (work.kind !== "send-kept") throw new Error(`not kept emails: ${work.kind}`);
  const { hostId } = work;
  let isBegun = false;
  for await (const { value } of eachUnfinished(app.kv, hostId, ["letter"])) {
    if (value.state === "running" && isToHost(value.work)) isBegun = true;
  }
  for (const id of await listJobsIn(app.kv, hostId, "kept", null)) {
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null || !isLetter(entry.value)) continue;
    const { value: job } = entry;
    if (job.state !== "kept" || !isToHost(job.work) || !wanted.has(job.work.letter)) continue;
    const subject = await subjectOf(app, job.work);
    if (!subject || subject.booking.end <= app.now()) continue;
    if (isOvertaken(job.work, subject.booking, app.now())) continue;
    await changeJob(app.kv, entry, anew(job, app));
  }
  app.wake();
  return isBegun ? { state: "waiting", dueAt: app.now() + LOOKS_AGAIN_MS } : { state: "done" };
};

function isToHost(work: JobWork): boolean {
  return work.kind === "letter" && work.to === "host";
}
