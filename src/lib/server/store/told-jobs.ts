import type { JobWork } from "./job.ts";
import { keys } from "../kv/keys.ts";

const [dueFamily] = keys.jobsDueOf("");

/** From now on the store tells of every job that it commits, by whichever verb: its kind, and when it is due. */
export function tellJobs(kv: Deno.Kv, tell: (kind: JobWork["kind"], dueAt: number) => void): void {
  const { atomic } = kv;
  Object.assign(kv, {
    atomic() {
      const op = atomic.call(kv), { set, commit } = op;
      const due: Deno.KvKey[] = [];
      return Object.assign(op, {
        set(...args: Parameters<typeof set>) {
          if (args[0][0] === dueFamily) due.push(args[0]);
          return set.apply(op, args);
        },
        async commit() {
          const done = await commit.call(op);
          if (done.ok) {
            for (const [, kind, at] of due) tell(kind as JobWork["kind"], at as number);
          }
          return done;
        },
      });
    },
  });
}
