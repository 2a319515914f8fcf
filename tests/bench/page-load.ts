/** The running program beside a bare page of the same framework: speed, memory, cold start, and what a browser must load. */
import { gzipSync } from "node:zlib";
import { root } from "../../src/tasks/root.ts";
import { openBrowser, visit } from "../support/browser.ts";
import { measureFirstVisit } from "../support/first-visit.ts";
import { type Program, startProgram } from "../support/program.ts";
import { memoryOf, startBare } from "./bare.ts";
import { type Measured, median } from "./bench-table.ts";

export async function measurePages(dataDir: string, requests: number): Promise<Measured[]> {
  const env = { INVITO_TRUSTED_PROXIES: "1" };
  await using program = await startProgram({ dataDir, env });
  await using bare = await startBare();
  const idle = { program: memoryOf(program.pid), bare: memoryOf(bare.pid) };

  await load(program.address, "/calendar/ada/intro-call", 500);
  await load(bare.address, "/", 500);
  const page = await load(program.address, "/calendar/ada/intro-call", 3000);
  const plain = await load(bare.address, "/", 3000);
  const alone = {
    page: await load(program.address, "/calendar/ada/intro-call", 2000, "", 0, 1),
    plain: await load(bare.address, "/", 2000, "", 0, 1),
  };
  await load(program.address, "/calendar/ada/intro-call", requests - 5500);
  await load(bare.address, "/", requests - 5500);
  const after = { program: memoryOf(program.pid), bare: memoryOf(bare.pid) };
  const weight = [...await weigh(program), ...await weighFirstVisit(program, bare.address)];

  return [
    {
      what: "picker pages a second, 16 clients",
      value: page.perSecond,
      unit: "/s",
      baseline: { what: "a bare page", value: plain.perSecond },
      aim: { least: 0.8, of: "ratio" },
    },
    {
      what: "picker pages a second, 1 client",
      value: alone.page.perSecond,
      unit: "/s",
      baseline: { what: "a bare page", value: alone.plain.perSecond },
      aim: { least: 0.8, of: "ratio" },
    },
    {
      what: "picker page, 1 client, 99 of 100 within",
      value: alone.page.p99,
      unit: "ms",
      baseline: { what: "a bare page", value: alone.plain.p99 },
      aim: { most: 3, of: "value" },
    },
    {
      what: "picker page, 16 clients, 99 of 100 within",
      value: page.p99,
      unit: "ms",
      baseline: { what: "a bare page", value: plain.p99 },
      aim: { most: 3, of: "ratio" },
    },
    {
      what: "memory, idle",
      value: idle.program,
      unit: "MB",
      baseline: { what: "a bare page's server", value: idle.bare },
      aim: { most: 115, of: "value" },
    },
    {
      what: `memory, after ${requests.toLocaleString("en")} requests`,
      value: after.program,
      unit: "MB",
      baseline: { what: "a bare page's server", value: after.bare },
      aim: { most: 200, of: "value" },
    },
    ...weight,
  ];
}

/** Seconds from starting the process to the first answer. */
export async function measureStart(dataDir: string): Promise<Measured[]> {
  const program: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < 5; i++) {
    let start = performance.now();
    {
      await using started = await startProgram({ dataDir });
      await (await fetch(`${started.address}/health`)).text();
      program.push(performance.now() - start);
    }
    start = performance.now();
    await using started = await startBare();
    await (await fetch(started.address)).text();
    bare.push(performance.now() - start);
  }
  return [{
    what: "cold start, to the first answer",
    value: median(program),
    unit: "ms",
    baseline: { what: "a bare page's server", value: median(bare) },
    aim: { most: 400, of: "value" },
  }];
}

async function weigh(program: Program): Promise<Measured[]> {
  const answer = await fetch(`${program.address}/calendar/ada/intro-call`);
  const html = await answer.text();
  // What the page will need is named in its Link header and in its text.
  const named = `${answer.headers.get("link")} ${html}`.match(
    /(?<=["'<])[^"'<> ]+\.(js|css)(?=["'>])/g,
  );
  const files = new Set(named);
  const sheet = /<style>.*?<\/style>/s.exec(html)?.[0] ?? "";
  let script = 0;
  let style = gzipSync(sheet).length;
  let whole = await bytesSent(answer.url);
  for (const file of files) {
    const url = new URL(file, `${program.address}/calendar/ada/intro-call`);
    const bytes = gzipSync(new Uint8Array(await (await fetch(url)).arrayBuffer())).length;
    whole += await bytesSent(url.href);
    if (file.endsWith(".js")) script += bytes;
    else style += bytes;
  }
  const loader = await (await fetch(`${program.address}/widget.js`)).arrayBuffer();
  const kb = (bytes: number) => bytes / 1024;
  return [
    {
      what: "JavaScript of the booking page, gzip",
      value: kb(script),
      unit: "KB",
      aim: { most: 40, of: "value" },
    },
    {
      what: "booking page, styles and scripts together, as they are sent",
      value: whole / 1000,
      unit: "KB",
      aim: { most: 14, of: "value" },
    },
    {
      what: "styles of the booking page, gzip",
      value: kb(style),
      unit: "KB",
      aim: { most: 8, of: "value" },
    },
    {
      what: "booking page itself, gzip",
      value: kb(gzipSync(html.replace(sheet, "")).length),
      unit: "KB",
      aim: { most: 5, of: "value" },
    },
    {
      what: "widget loader, gzip",
      value: kb(gzipSync(new Uint8Array(loader)).length),
      unit: "KB",
      aim: { most: 1.1, of: "value" },
    },
  ];
}

/** The bytes of a body as a browser gets it. */
async function bytesSent(url: string): Promise<number> {
  const { body, headers } = await fetch(url, { headers: { "accept-encoding": "br, gzip" } });
  await body?.cancel();
  return Number(headers.get("content-length"));
}

/** A browser in another zone than the host's, which needs one answer more. */
async function weighFirstVisit({ address }: Program, bare: string): Promise<Measured[]> {
  const path = "/calendar/ada/intro-call?tz=America/New_York&hours=12&still";
  const browser = await openBrowser();
  if (!browser) return [];
  const first = await measureFirstVisit(browser, "/calendar/ada/intro-call", { address });
  await browser.close();
  const paints = { page: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 11; round++) {
    paints.page.push(await firstPaint(address, path));
    paints.bare.push(await firstPaint(bare, "/"));
  }
  return [{
    what: "first paint of the picker in a cold browser",
    value: median(paints.page),
    unit: "ms",
    baseline: { what: "a bare page", value: median(paints.bare) },
    aim: { most: 1.5, of: "ratio" },
  }, {
    what: "requests of a first visit to the picker",
    value: first.requests.length,
    unit: "",
    aim: { most: 5, of: "value" },
  }, {
    what: "a first visit to the picker, on the wire",
    value: first.bytes / 1000,
    unit: "KB",
    aim: { most: 20, of: "value" },
  }];
}

/** Milliseconds until something is seen, in a browser that has just been started. */
async function firstPaint(address: string, path: string): Promise<number> {
  await using browser = await openBrowser();
  await using guest = await visit(browser, { address });
  await guest.page.goto(path);
  return await guest.page.evaluate(() =>
    new Promise<number>((seen) =>
      new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName("first-contentful-paint");
        if (paint) seen(paint.startTime);
      }).observe({ type: "paint", buffered: true })
    )
  );
}

interface LoadResult {
  perSecond: number;
  refused: number;
  p50: number;
  p99: number;
}

/** Asks a page again and again from so many clients, with a `User-Agent` if given, each time as a visitor that no other `run` has. */
export async function load(
  address: string,
  path: string,
  requests: number,
  agent = "",
  run = 0,
  connections = 16,
): Promise<LoadResult> {
  const client = `${root}/tests/bench/load-client.ts`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", client, address, path],
      ...[String(connections), String(requests), agent, String(run)],
    ],
    cwd: root,
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  const seen: LoadResult = JSON.parse(new TextDecoder().decode(stdout));
  if (seen.refused > 0) {
    throw new Error(`${seen.refused} of ${requests} answers of ${path} not 200`);
  }
  return seen;
}
