/** A network between a program and its database server that delays, cuts and repeats what it carries. */

/** How likely each fault is for one request, from 0 to 1. */
export interface Faults {
  /** Held back for up to 200 ms, on its way or on its way back. */
  delay: number;
  /** The request arrives, the answer never does: whether it happened is not known. */
  loseAnswer: number;
  /** A part of the request arrives. */
  cutRequest: number;
  /** The request arrives once more, later, on a connection of its own. */
  repeat: number;
}

export interface BadNetwork extends AsyncDisposable {
  /** The address of the server behind it. */
  address: string;
  faults: Faults;
  /** How often each fault happened. */
  tally: Record<keyof Faults, number>;
  /** Ends every connection; while cut off, new ones end at once. */
  cutOff(isOff: boolean): void;
}

export const noFaults: Faults = { delay: 0, loseAnswer: 0, cutRequest: 0, repeat: 0 };

const MOST_DELAY_MS = 200;
const later = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

export function openBadNetwork(server: number, random: () => number): BadNetwork {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let isOff = false;
  const network: BadNetwork = {
    address: `http://127.0.0.1:${listener.addr.port}`,
    faults: noFaults,
    tally: { ...noFaults },
    cutOff(off) {
      isOff = off;
      if (off) { for (const connection of open) close(connection); }
    },
    async [Symbol.asyncDispose]() {
      network.cutOff(true);
      listener.close();
      await accepting;
    },
  };
  const strikes = (fault: keyof Faults) => {
    const isHit = random() < network.faults[fault];
    if (isHit) network.tally[fault]++;
    return isHit;
  };

  async function accept(): Promise<void> {
    for await (const client of listener) {
      if (isOff) close(client);
      else void carry(client).catch(() => {});
    }
  }

  async function carry(client: Deno.TcpConn): Promise<void> {
    open.add(client);
    const upstream = await connect();
    if (!upstream) return close(client);
    open.add(upstream);
    let request: Uint8Array[] = [], isAnswered = true, losesAnswer = false;
    const forth = pump(client, upstream, async (bytes) => {
      if (isAnswered) {
        [request, isAnswered] = [[], false];
        losesAnswer = strikes("loseAnswer");
        if (strikes("delay")) await later(random() * MOST_DELAY_MS);
        if (strikes("cutRequest")) {
          await upstream.write(bytes.subarray(0, Math.ceil(bytes.length * random())));
          return false;
        }
      }
      request.push(bytes);
      return true;
    });
    const back = pump(upstream, client, async () => {
      if (!isAnswered) {
        isAnswered = true;
        if (strikes("repeat")) void repeat(request);
        if (losesAnswer) return false;
        if (strikes("delay")) await later(random() * MOST_DELAY_MS);
      }
      return true;
    });
    await Promise.all([forth, back]);
  }

  /** Carries bytes while `may` says so, then ends both connections. */
  async function pump(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    may: (bytes: Uint8Array) => Promise<boolean>,
  ): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const n = await from.read(buffer);
        if (n === null) return;
        const bytes = buffer.slice(0, n);
        if (!await may(bytes)) return;
        for (let sent = 0; sent < n;) sent += await to.write(bytes.subarray(sent));
      }
    } catch {
      // One of both has ended.
    } finally {
      close(from);
      close(to);
    }
  }

  async function repeat(request: readonly Uint8Array[]): Promise<void> {
    await later(random() * 2 * MOST_DELAY_MS);
    const upstream = await connect();
    if (!upstream) return;
    open.add(upstream);
    try {
      for (const bytes of request) {
        for (let sent = 0; sent < bytes.length;) sent += await upstream.write(bytes.subarray(sent));
      }
      await upstream.read(new Uint8Array(1));
    } catch {
      // The server has been killed.
    } finally {
      close(upstream);
    }
  }

  async function connect(): Promise<Deno.TcpConn | null> {
    return await Deno.connect({ hostname: "127.0.0.1", port: server }).catch(() => null);
  }

  function close(connection: Deno.TcpConn): void {
    open.delete(connection);
    try {
      connection.close();
    } catch {
      // Both directions end it.
    }
  }

  const accepting = accept();
  return network;
}
