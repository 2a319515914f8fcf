/** A thousand open pickers: what each costs in memory beside a bare stream, and what they do to booking. */
import { startWithHost } from "../support/running-program.ts";
import { memoryOf, startBare } from "./bare.ts";
import { type Measured, median } from "./bench-table.ts";

const LISTENERS = 1000;
/** More would be too much work at once, and refused. */
const AT_ONCE = 50;
const WARM_UP = 50;
const BOOKINGS = 150;

export async function measureOpenPickers(): Promise<Measured[]> {
  const env = { INVITO_TRUSTED_PROXIES: "1" };
  await using program = await startWithHost({ env });
  await using quiet = await startWithHost({ env });
  await using bare = await startBare();
  const starts = await startsOf(program.address);
  for (const start of starts.splice(0, WARM_UP)) {
    await book(program.address, start);
    await book(quiet.address, start);
  }

  const before = { program: memoryOf(program.pid), bare: memoryOf(bare.pid) };
  const listeners = await listen(program.address, "/live/ada");
  const streams = await listen(bare.address, "/stream");
  const cost = {
    program: memoryOf(program.pid) - before.program,
    bare: memoryOf(bare.pid) - before.bare,
  };
  for (const each of streams) each.close();

  const heard = listeners.map((each) => each.next());
  const begun = performance.now();
  await book(program.address, starts.shift());
  await Promise.all(heard);
  const elapsed = performance.now() - begun;

  // In turns, so that what else the machine does falls on both.
  const took = { followed: [] as number[], alone: [] as number[] };
  for (const start of starts.splice(0, BOOKINGS)) {
    took.followed.push(await book(program.address, start));
    took.alone.push(await book(quiet.address, start));
  }
  for (const each of listeners) each.close();

  return [
    {
      what: `memory of ${LISTENERS} open pickers`,
      value: cost.program,
      unit: "MB",
      baseline: { what: "as many bare streams", value: cost.bare },
      aim: { most: 1.5, of: "ratio" },
    },
    {
      what: `a booking, until the last of ${LISTENERS} open pickers has heard of it`,
      value: elapsed,
      unit: "ms",
      aim: { most: 1000, of: "value" },
    },
    {
      what: `a booking over HTTP, with ${LISTENERS} open pickers`,
      value: median(took.followed),
      unit: "ms",
      baseline: { what: "without any", value: median(took.alone) },
      aim: { most: 1.5, of: "ratio" },
    },
  ];
}

interface OpenStream {
  /** Resolves with the next bytes that arrive. */
  next(): Promise<void>;
  close(): void;
}

/** Opens them all and waits until each has heard its first words. */
async function listen(address: string, path: string): Promise<OpenStream[]> {
  const { hostname, port, host } = new URL(address);
  const all: OpenStream[] = [];
  while (all.length < LISTENERS) {
    const wave = Array.from({ length: AT_ONCE }, (_, n) => open(all.length + n));
    all.push(...await Promise.all(wave));
  }
  return all;

  async function open(n: number): Promise<OpenStream> {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const from = `10.1.${n >> 8}.${n & 255}`;
    await connection.write(new TextEncoder().encode(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${from}\r\nAccept: text/event-stream\r\n\r\n`,
    ));
    let heard = Promise.withResolvers<void>();
    let text = "";
    let isClosed = false;
    const first = Promise.withResolvers<void>();
    const read = async () => {
      const buffer = new Uint8Array(4096);
      for (;;) {
        const size = await connection.read(buffer).catch((error) => {
          if (isClosed) return null;
          throw error;
        });
        if (size === null) {
          if (isClosed) return;
          throw new Error("the server closed the stream of an open picker");
        }
        text += new TextDecoder().decode(buffer.subarray(0, size));
        if (/\ndata: /.test(text)) first.resolve();
        heard.resolve();
      }
    };
    void read();
    await first.promise;
    return {
      next: () => (heard = Promise.withResolvers<void>()).promise,
      close: () => {
        isClosed = true;
        connection.close();
      },
    };
  }
}

async function startsOf(address: string): Promise<string[]> {
  const day = new Date().toISOString().slice(0, 10);
  const answer = await fetch(
    `${address}/v0/users/ada/event-types/coffee/availability?start=${day}&days=60&duration=15`,
  );
  const { slots } = await answer.json();
  return slots.map(({ startsAt }: { startsAt: string }) => startsAt);
}

/** Books one time; how long it took, in ms. */
async function book(address: string, startsAt = ""): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(`${address}/v0/bookings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": `bench-${startsAt}`,
      // Nobody is to meet the limit of one client.
      "x-forwarded-for": `10.2.${startsAt.slice(8, 10)}.${Date.parse(startsAt) / 900_000 % 96}`,
    },
    body: JSON.stringify({
      username: "ada",
      eventSlug: "coffee",
      startsAt,
      duration: 15,
      inviteeName: "Joan Marsh",
      inviteeEmail: "joan@example.net",
    }),
  });
  await answer.body?.cancel();
  if (answer.status !== 201) throw new Error(`${answer.status} for ${startsAt}`);
  return performance.now() - begun;
}
