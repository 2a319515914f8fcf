import assert from "node:assert/strict";
import { jobKinds } from "$lib/server/jobs/job-limits.ts";
import { startSchedule } from "$lib/server/jobs/schedule.ts";
import { startApp } from "$lib/server/startup/start-app.ts";
import { getJob, newJob, writeJob } from "$lib/server/store/jobs.ts";
import type { JobWork } from "$lib/server/store/job.ts";
import { settingsFor, tempFolder } from "../../support/temp-folder.ts";
import { until } from "../../support/until.ts";

type Cron = { schedule: string; run: () => void; signal: AbortSignal };

/** The schedules of each, and what no other brings back. */
const brings: Record<string, JobWork["kind"][]> = {
  sync: ["sync"],
  "write-back": ["write-calendar"],
  expiry: ["expire", "notify-seats", "leave-team", "close-team"],
  agenda: ["schedule-agenda-email", "send-agenda-email", "schedule-reminders"],
  emails: [
    "send-email",
    "send-sign-in-email",
    "send-team-invitation",
    "send-calendar-alert",
    "send-key-alert",
    "send-webhook-alert",
    "send-departure",
    "send-unsent",
  ],
  webhooks: ["fan-out-event", "deliver-webhooks"],
  purge: ["purge", "count-bookings", "empty-webhooks", "erase-account", "erase-test-booking"],
};

/** Deno.cron, as it is called while this is in use; the test runs what was scheduled. */
function recordedCrons() {
  const crons = new Map<string, Cron>(), real = Object.getOwnPropertyDescriptor(Deno, "cron")!;
  const cron = (
    name: string,
    schedule: string,
    { signal }: { signal: AbortSignal },
    run: () => void,
  ) => {
    assert(!crons.has(name), name);
    crons.set(name, { schedule, run, signal });
  };
  Object.defineProperty(Deno, "cron", { value: cron, configurable: true });
  const end = () => Object.defineProperty(Deno, "cron", real);
  return { crons, [Symbol.dispose]: end };
}

Deno.test("every schedule runs each minute and looks for its own kinds; together they look for all", () => {
  using recorded = recordedCrons();
  const looked: JobWork["kind"][] = [];
  const stopping = new AbortController();
  startSchedule({ stopping: stopping.signal, dailyBackup: null }, {
    lookFor: (kinds) => looked.push(...kinds),
  });
  const found = [...recorded.crons].map(([name, { schedule, run, signal }]) => {
    assert.equal(schedule, "* * * * *");
    assert.equal(signal, stopping.signal);
    looked.length = 0;
    run();
    return [name, looked.toSorted()];
  });
  const expected = Object.entries(brings).map(([name, kinds]) => [name, kinds.toSorted()]);
  assert.deepEqual(Object.fromEntries(found), Object.fromEntries(expected));
  assert.deepEqual(Object.values(brings).flat().toSorted(), jobKinds.toSorted());
});

const left: Record<string, JobWork> = {
  sync: { kind: "sync", hostId: "h", connectionId: "c" },
  "write-back": { kind: "write-calendar", bookingId: "b", hostId: "h", connectionId: "c" },
  expiry: { kind: "expire", bookingId: "b" },
  agenda: { kind: "schedule-agenda-email", hostId: "h", lastDate: "" },
  emails: { kind: "send-unsent", hostId: "h" },
  webhooks: { kind: "fan-out-event", eventId: "e" },
  purge: { kind: "empty-webhooks", bookingId: "b" },
};

Deno.test("a program brings back by each of its schedules what another program has left, and by nothing else", async () => {
  assert.deepEqual(Object.keys(left), Object.keys(brings));
  using recorded = recordedCrons();
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  const running = await startApp(settings, "http://localhost");
  const other = await Deno.openKv(settings.dbPath);
  try {
    for (const [name, work] of Object.entries(left)) {
      const job = newJob({ hostId: "h", work, dueAt: Date.now() }, Date.now());
      assert((await writeJob(other.atomic(), job).commit()).ok);
      const isLeft = async () => {
        const { value } = await getJob(other, job.id);
        return value?.state === "waiting" && value.attempts === 0;
      };
      assert(await isLeft(), name);
      (recorded.crons.get(name) ?? assert.fail(`${name} is not scheduled`)).run();
      await until(`${name} is done`, async () => !await isLeft());
    }
    assert([...recorded.crons.values()].every(({ signal }) => !signal.aborted));
  } finally {
    other.close();
    await running.stop();
  }
  assert([...recorded.crons.values()].every(({ signal }) => signal.aborted));
});

Deno.test("a program begins the job of any commit of its own, now or later, though nobody wakes it", async () => {
  using _ = recordedCrons();
  await using folder = await tempFolder();
  const running = await startApp(settingsFor(folder.path), "http://localhost");
  const { kv } = running.app;
  try {
    for (const waitMs of [0, 200]) {
      const dueAt = Date.now() + waitMs;
      const job = newJob({ hostId: "h", work: left.expiry!, dueAt }, Date.now());
      assert((await writeJob(kv.atomic(), job).commit()).ok);
      const state = async () => (await getJob(kv, job.id)).value?.state;
      await until("the job is done", async () => await state() !== "waiting");
      assert(Date.now() >= dueAt);
    }
  } finally {
    await running.stop();
  }
});
