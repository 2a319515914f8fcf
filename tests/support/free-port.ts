/**
 * Ports of the loopback for this process alone: each process holds the lock of a block of them until it ends. They are
 * below those that Linux gives to connections (32768 and up), so a server that was stopped finds its own free again.
 */
import { tmpdir } from "node:os";

const FIRST = 20_000, BLOCKS = 160, SIZE = 64;

const block = lockBlock();
let next = 0;

/** A port that nobody listens on; throws where all of this process's are taken. */
export function freePort(): number {
  for (let tried = 0; tried < SIZE; tried++) {
    const port = FIRST + block * SIZE + next++ % SIZE;
    if (isFree(port)) return port;
  }
  throw new Error(`Something listens on each of the ports from ${FIRST + block * SIZE}.`);
}

function lockBlock(): number {
  const folder = `${tmpdir()}/invito-test-ports`;
  Deno.mkdirSync(folder, { recursive: true });
  for (let n = 0; n < BLOCKS; n++) {
    const file = Deno.openSync(`${folder}/${n}`, { create: true, write: true });
    if (file.tryLockSync(true)) return n;
    file.close();
  }
  throw new Error(`Other processes hold all the locks in ${folder}.`);
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}
