/** `deno task doctor --watch`: how the running program does, drawn again every few seconds. */
import { frameOf, type Look } from "./watch-frame.ts";
import { doctorProbeHeaders } from "../../lib/server/monitoring/doctor-probe.ts";
import { readSamples } from "./prometheus-text.ts";
import { product } from "../../lib/product.ts";

const EVERY_MS = 2_000;
const TIMEOUT_MS = 5_000;
/** To the upper left corner, and clear what is below. */
const REDRAW = "\x1b[H\x1b[J";
const KEYS = "q or Ctrl+C ends.";

/** What signs the watch's questions, so that the program answers what it keeps from others. */
type Signer = Parameters<typeof doctorProbeHeaders>[0];

/** Draws until q or Ctrl+C, or so many times; the exit code is 1 when the program does not answer at the end. */
export async function watchProgram(
  address: string | null,
  times: number,
  signer: Signer | null,
): Promise<number> {
  if (!address) {
    console.error(`${product} isn’t running with this data folder.`);
    return 1;
  }
  const isTerminal = Deno.stdout.isTerminal();
  const ending = new AbortController();
  const keys = isTerminal && Deno.stdin.isTerminal() ? endOnKey(ending) : null;
  let before: Look | null = null, isUp = true;
  try {
    for (let drawn = 0; drawn < times && !ending.signal.aborted; drawn++) {
      if (drawn > 0) await pause(EVERY_MS, ending.signal);
      if (ending.signal.aborted) break;
      const look = await lookAt(address, signer);
      isUp = typeof look === "object";
      const lines = typeof look === "object" ? frameOf(address, look, before) : [
        look === "refused"
          ? `${address} answers only who has its session secret. Use the settings it was started with.`
          : `${address} doesn’t answer. It may be starting or stopping.`,
      ];
      draw(isTerminal, keys ? [...lines, "", KEYS] : lines);
      before = typeof look === "object" ? look : null;
    }
  } finally {
    keys?.release();
  }
  return isUp ? 0 : 1;
}

/** In raw mode a line ends with a carriage return, too. */
function draw(isTerminal: boolean, lines: readonly string[]): void {
  const text = isTerminal ? REDRAW + lines.join("\r\n") + "\r\n" : lines.join("\n") + "\n\n";
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

async function lookAt(
  address: string,
  signer: Signer | null,
): Promise<Look | "refused" | "unanswered"> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const ready = await (await fetch(`${address}/ready`, { signal })).json();
    const headers = signer ? await doctorProbeHeaders(signer) : {};
    const answer = await fetch(`${address}/metrics`, { signal, headers });
    const text = await answer.text();
    if (!answer.ok) return "refused";
    return { at: Date.now(), ready, samples: readSamples(text) };
  } catch {
    return "unanswered";
  }
}

function endOnKey(ending: AbortController): { release(): void } {
  Deno.stdin.setRaw(true);
  const read = async () => {
    const byte = new Uint8Array(1);
    while (await Deno.stdin.read(byte) !== null) {
      if (byte[0] === 0x03 || byte[0] === 0x71) return ending.abort();
    }
  };
  void read();
  return { release: () => Deno.stdin.setRaw(false) };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      wake();
    }, { once: true });
  });
}
