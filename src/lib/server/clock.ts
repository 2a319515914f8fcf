/** A clock that never goes back within a process: what was expired once stays expired (epoch ms). */
export function steadyClock(read: () => number = Date.now): () => number {
  let last = -Infinity;
  return () => last = Math.max(last, read());
}
