/** Preloaded into the program: while there is a file `late` in its data folder, the event loop does nothing for most of the time. */
const file = `${Deno.env.get("INVITO_DATA_DIR")}/late`;
const nothing = new Int32Array(new SharedArrayBuffer(4));

/** Waits a while after each time, or nothing else would ever have its turn; the program does not wait for this to end. */
function stall(): void {
  if (isThere(file)) Atomics.wait(nothing, 0, 0, 800);
  Deno.unrefTimer(setTimeout(stall, 200));
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

stall();
