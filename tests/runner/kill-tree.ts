/** Kills a process and everything that it has started, also what is in a process group of its own, as a browser is. */
export function killTree(pid: number): void {
  for (const each of [pid, ...descendantsOf(pid)]) {
    try {
      Deno.kill(each, "SIGKILL");
    } catch (error) {
      // It has ended in the meantime.
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }
}

function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const [child, parent] of processes()) {
    children.set(parent, [...children.get(parent) ?? [], child]);
  }
  const found = [...children.get(pid) ?? []];
  for (const each of found) found.push(...children.get(each) ?? []);
  return found;
}

/** Kills everything that this process has started. */
export function killChildren(): void {
  for (const child of descendantsOf(Deno.pid)) killTree(child);
}

/** Number and parent of every process, from Linux's `/proc`; empty elsewhere, where only the process itself is killed. */
function* processes(): Generator<[pid: number, parent: number]> {
  if (Deno.build.os !== "linux") return;
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      // The name of the program stands in parentheses and may hold any character.
      yield [Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])];
    } catch {
      // It has ended while it was looked at.
    }
  }
}
