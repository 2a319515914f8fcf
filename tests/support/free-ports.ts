/** Ports of the loopback that nobody listens on just now. */
export function freePorts(n: number): number[] {
  const taken = Array.from({ length: n }, () => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  const ports = taken.map((listener) => listener.addr.port);
  for (const listener of taken) listener.close();
  return ports;
}

/** Asks a real server again and again until it has the answer; it fails after 20 seconds. */
export async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`waited 20 s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
