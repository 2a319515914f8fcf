/**
 * Preloaded into the program: on SIGUSR2 it writes the longest time that its event loop did not turn since the signal
 * before, and the processor time of its thread, into `turns` in its data folder.
 */
const file = `${Deno.env.get("INVITO_DATA_DIR")}/turns`;
/** Of this thread, ms; `process.threadCpuUsage` counts in steps of 10 ms on some systems. */
const own = () =>
  Number(Deno.readTextFileSync(`/proc/self/task/${Deno.pid}/schedstat`).split(" ")[0]) / 1e6;
let at = performance.now(), cpu = own(), began = cpu;
let longest = { wall: 0, cpu: 0 };

function turn(): void {
  const now = performance.now(), used = own();
  longest = { wall: Math.max(longest.wall, now - at), cpu: Math.max(longest.cpu, used - cpu) };
  [at, cpu] = [now, used];
  Deno.unrefTimer(setTimeout(turn, 1));
}

Deno.addSignalListener("SIGUSR2", () => {
  Deno.writeTextFileSync(`${file}.next`, JSON.stringify({ ...longest, all: own() - began }));
  Deno.renameSync(`${file}.next`, file);
  [longest, began] = [{ wall: 0, cpu: 0 }, own()];
});
turn();
