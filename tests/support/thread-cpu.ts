import process from "node:process";

/**
 * Processor time that this thread used for the work, in ms: neither other programs nor collecting garbage beside it count.
 * Some systems count in steps of 10 ms.
 */
export function threadCpu(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** The least of three. */
export function leastThreadCpu(work: () => void): number {
  return Math.min(...Array.from({ length: 3 }, () => threadCpu(work)));
}
