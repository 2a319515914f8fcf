/**
 * Asks one page again and again over kept connections, from a process of its own; prints what it saw as JSON.
 * Visitors are told apart by X-Forwarded-For, so that no limit is met; `run` makes them others than those of another run.
 */
const [address, path, connections, requests, agent = "", run = "0"] = Deno.args as [
  string,
  string,
  string,
  string,
  string?,
  string?,
];
const sentAgent = agent === "" ? "" : `User-Agent: ${agent}\r\n`;
const { hostname, port, host } = new URL(address);
const each = Math.ceil(Number(requests) / Number(connections));

interface LoadCounts {
  answers: number;
  refused: number;
  milliseconds: number[];
}

async function client(n: number): Promise<LoadCounts> {
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const seen: LoadCounts = { answers: 0, refused: 0, milliseconds: [] };
  const buffer = new Uint8Array(64 * 1024);
  const text = new TextDecoder("latin1");
  for (let i = 0; i < each; i++) {
    const start = performance.now();
    const from = `${10 + Number(run)}.${n}.${i >> 8 & 255}.${i & 255}`;
    await connection.write(new TextEncoder().encode(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${from}\r\nAccept: text/html\r\n${sentAgent}\r\n`,
    ));
    let got = "";
    while (!isWhole(got)) {
      const read = await connection.read(buffer);
      if (read === null) throw new Error("the server hung up");
      got += text.decode(buffer.subarray(0, read));
    }
    seen.answers++;
    if (!got.startsWith("HTTP/1.1 200")) seen.refused++;
    seen.milliseconds.push(performance.now() - start);
  }
  return seen;
}

function isWhole(got: string): boolean {
  const end = got.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(got.slice(0, end + 2))?.[1];
  if (length === undefined) return got.endsWith("0\r\n\r\n");
  return got.length >= end + 4 + Number(length);
}

const start = performance.now();
const all = await Promise.all(Array.from({ length: Number(connections) }, (_, n) => client(n)));
const seconds = (performance.now() - start) / 1000;
const times = all.flatMap((seen) => seen.milliseconds).sort((a, b) => a - b);
const sum = (of: (seen: LoadCounts) => number) => all.reduce((total, seen) => total + of(seen), 0);
console.log(JSON.stringify({
  perSecond: sum((seen) => seen.answers) / seconds,
  refused: sum((seen) => seen.refused),
  p50: times[Math.floor(times.length * 0.5)],
  p99: times[Math.floor(times.length * 0.99)],
}));
