/** How the heap of the program grows: little, and very little where there is little memory. */

/** Where there is this much the heap is the smaller one, bytes. */
const SMALL = 256 * 1024 * 1024;

/** The memory limit of a container, in the two forms of Linux. */
const limitFiles = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

/** The flag for V8 where so many bytes may be used, null for what is at hand; why: docs/decisions/process.md. */
export function heapFlags(bytes: number | null): string {
  return (bytes ?? memoryAtHand()) <= SMALL
    ? "--v8-flags=--optimize-for-size,--max-semi-space-size=4"
    : "--v8-flags=--heap-growing-percent=30,--max-semi-space-size=8";
}

/** Of the machine, or of its container where that has less. */
function memoryAtHand(): number {
  return Math.min(
    Deno.systemMemoryInfo().total,
    ...limitFiles.map((file) => {
      try {
        return Number(Deno.readTextFileSync(file)) || Infinity;
      } catch {
        return Infinity;
      }
    }),
  );
}
