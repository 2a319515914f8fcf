/** Runs one read at a time; calls meanwhile make one more read after it. */
export function singleFlight(read: () => Promise<void>): { run(): Promise<void> } {
  let running: Promise<void> | null = null;
  let again = false;
  async function readUntilDone() {
    do {
      again = false;
      await read();
    } while (again);
  }
  return {
    run() {
      if (running) again = true;
      else running = readUntilDone().finally(() => running = null);
      return running;
    },
  };
}
