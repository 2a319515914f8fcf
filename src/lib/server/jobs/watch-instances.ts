import type { App } from "../app.ts";
import { releaseLeasesOf } from "../store/due-jobs.ts";
import {
  forgetInstance,
  listInstances,
  SIGN_OF_LIFE_MS,
  writeSignOfLife,
} from "../kv/instances.ts";
import { SECOND } from "$lib/scheduling/durations.ts";

/** Signs of life of the programs on one database server. */
export interface InstanceWatch {
  /** Writes a sign, and looks at the others; its own timer calls it. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** Without a sign for this long a program is taken to be dead. */
export const DEAD_AFTER_MS = 15 * SECOND;

/**
 * Makes the jobs of programs that died due again, and looks for those that one which is gone was waiting for. How long a sign has not changed is measured here, so that clocks which
 * differ do not matter. A program that was only cut off loses its leases, as when they end: its jobs may run again.
 */
export function watchInstances(app: App): InstanceWatch {
  const { kv, instance, elapsed, now } = app;
  let seen = new Map<string, { versionstamp: string; since: number }>();
  let checking: Promise<void> | null = null;

  async function look(): Promise<void> {
    await writeSignOfLife(kv, instance, now());
    const others = (await listInstances(kv)).filter((each) => each.instance !== instance);
    const before = seen;
    // One that has ended in order told nobody what it leaves.
    let isOneGone = [...before.keys()].some((id) =>
      !others.some(({ instance }) => instance === id)
    );
    seen = new Map(others.map(({ instance, versionstamp }) => {
      const known = before.get(instance);
      const isSame = known?.versionstamp === versionstamp;
      return [instance, isSame ? known : { versionstamp, since: elapsed() }];
    }));
    for (const [dead, { versionstamp, since }] of seen) {
      if (elapsed() - since < DEAD_AFTER_MS) continue;
      const jobs = await releaseLeasesOf(kv, dead, now());
      await forgetInstance(kv, dead, versionstamp);
      seen.delete(dead);
      app.log.warn("instance-lost", { jobs });
      isOneGone = true;
    }
    if (isOneGone) app.wakeJobs();
  }

  function check(): Promise<void> {
    return checking ??= look().catch((error) => {
      // The next check tries again.
      app.log.fault("instance-watch", error);
    }).finally(() => checking = null);
  }

  const timer = setInterval(check, SIGN_OF_LIFE_MS);
  return {
    check,
    async stop() {
      clearInterval(timer);
      await checking;
      await releaseLeasesOf(kv, instance, now());
      const own = (await listInstances(kv)).find((each) => each.instance === instance);
      if (own) await forgetInstance(kv, instance, own.versionstamp);
    },
  };
}
