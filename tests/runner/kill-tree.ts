/** Kills a process and everything that it has started, also what is in a process group of its own, as a browser is. */
export function killTree(pid: number): void {
  const children = new Map<number, number[]>();
  for (const [child, parent] of processes()) {
    children.set(parent, [...children.get(parent) ?? [], child]);
  }
  const tree = [pid];
  for (const each of tree) tree.push(...children.get(each) ?? []);
  for (const each of tree) {
    try {
      Deno.kill(each, "SIGKILL");
    } catch (error) {
      // It has ended in the meantime.
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }
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
