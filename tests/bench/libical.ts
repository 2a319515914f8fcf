/** libical in C at the same work: compiled on the spot where a compiler and its headers are installed. */

const source = new URL("libical.c", import.meta.url).pathname;

/** The fastest of some rounds of reading and expanding texts for a window, ms; null, with a line on the console, where it cannot be had. */
export async function timeLibical(
  texts: readonly string[],
  window: { start: number; end: number },
  rounds: number,
): Promise<{ found: number; ms: number } | null> {
  const folder = await Deno.makeTempDir({ prefix: "libical-" });
  try {
    const program = `${folder}/libical`;
    const args = ["-O2", "-o", program, source, "-lical"];
    const built = await new Deno.Command("cc", { args, stderr: "piped" }).output().catch(notFound);
    if (!built?.success) {
      console.warn(
        "SKIPPED  libical in C: to measure it, apt-get install gcc libc6-dev libical-dev",
      );
      return null;
    }
    const digits = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
    const child = new Deno.Command(program, {
      args: [digits(window.start), digits(window.end), String(rounds)],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(texts.map((text) => `${text}\0`).join("")));
    await writer.close();
    const output = new TextDecoder().decode((await child.output()).stdout);
    const [found = NaN, ms = NaN] = output.trim().split(" ").map(Number);
    return { found, ms };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function notFound(error: unknown): null {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
  return null;
}
