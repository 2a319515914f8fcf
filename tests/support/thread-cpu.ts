import process from "node:process";

/** Processor time that this thread used for the work, in ms: neither other programs nor collecting garbage beside it count. */
export function threadCpu(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
