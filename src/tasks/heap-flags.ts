/** How the heap of the program grows: little, and very little where there is little memory. */

/** Containers of this much run with the smaller heap, bytes. */
const SMALL = 256 * 1024 * 1024;

/** The memory limit of a container, in the two forms of Linux. */
const limitFiles = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

/** The flag for V8 where so many bytes may be used: a third more processor time on the smaller heap (docs/decisions.md). */
export function heapFlags(bytes = memoryLimit()): string {
  const growth = bytes <= SMALL ? "--optimize-for-size" : "--heap-growing-percent=30";
  return `--v8-flags=${growth},--max-semi-space-size=4`;
}

/** Infinity where there is no limit that can be read. */
function memoryLimit(): number {
  return Math.min(...limitFiles.map((file) => {
    try {
      return Number(Deno.readTextFileSync(file)) || Infinity;
    } catch {
      return Infinity;
    }
  }));
}
