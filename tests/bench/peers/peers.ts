/** `deno task bench peers`: the same questions put to this program and to others on the same machine, as a table in Markdown. */
import { root } from "../../../src/tasks/root.ts";
import { measureCalendars } from "../expand-calendar.ts";
import { timeOurBookings } from "./our-bookings.ts";
import { ours } from "./ours.ts";
import { timePostgres } from "./postgres.ts";
import { type Answers, type Load, putQuestions } from "./put-questions.ts";
import { calrs, findRival, goInvito } from "./rivals.ts";

const PAGE = `${root}/docs/benchmarks.md`;
const begin = "<!-- Written by deno task bench peers --write -->", end = "<!-- until here -->";
/** Above this, other work takes the processors. */
const QUIET = 0.5;

/** Measures, prints the tables, and puts them into docs/benchmarks.md where that is wished. */
export async function benchPeers(load: Load, isWritten: boolean): Promise<void> {
  const busy = Deno.loadavg()[0] ?? 0;
  const text = [heading(busy), await programs(load), await stores(), await calendars()].join(
    "\n\n",
  );
  console.log(text);
  if (!isWritten) return;
  const page = await Deno.readTextFile(PAGE);
  const [before = "", rest = ""] = page.split(begin);
  const [, after = ""] = rest.split(end);
  await Deno.writeTextFile(PAGE, `${before}${begin}\n\n${text}\n\n${end}${after}`);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", PAGE], cwd: root }).output();
}

function heading(busy: number): string {
  const date = new Date().toISOString().slice(0, 10);
  const cores = navigator.hardwareConcurrency;
  const beside = busy > QUIET
    ? ` **Beside other work** (load ${
      busy.toFixed(1)
    } before it began): compare lines, not numbers.`
    : "";
  return `Measured on ${date}, Deno ${Deno.version.deno}, ${Deno.build.os}, ${cores} cores.${beside}`;
}

async function programs(load: Load): Promise<string> {
  const [go, rust] = [findRival("invito"), findRival("calrs")];
  const contestants = [ours, ...go ? [goInvito(go)] : [], ...rust ? [calrs(rust)] : []];
  const columns: { name: string; answers: Answers }[] = [];
  for (const contestant of contestants) {
    const name = `${contestant.name}, ${await contestant.version()}`;
    const answers = await putQuestions(contestant, load).catch((error) => {
      if (contestant.isTried) throw error;
      return { "start to the first page": `did not run: ${error.message.split("\n")[0]}` };
    });
    columns.push({ name, answers });
  }
  const questions = new Set(columns.flatMap(({ answers }) => Object.keys(answers)));
  const missing = [go ? "" : "Invito in Go", rust ? "" : "calrs"].filter((name) => name !== "");
  const skipped = missing.length === 0
    ? []
    : ["", `Not at hand, so not run: ${missing.join(" and ")}.`];
  return [
    ...rowsOf(
      ["", ...columns.map(({ name }) => name)],
      [...questions].map((question) => [
        question,
        ...columns.map(({ answers }) => (answers as Answers)[question] ?? "-"),
      ]),
    ),
    ...skipped,
  ].join("\n");
}

async function stores(): Promise<string> {
  const { verb, bare } = await timeOurBookings(200), postgres = await timePostgres(5);
  const line = (what: string, own: number, other: number | undefined) => [
    what,
    String(Math.round(own)),
    other === undefined ? "-" : String(Math.round(other)),
    other === undefined ? "-" : (own / other).toFixed(2),
  ];
  return rowsOf(
    ["bookings a second, in process", "ours", `PostgreSQL ${postgres?.version ?? ""}`, "ratio"],
    [
      line("one client, decided and committed", verb.one, postgres?.one),
      line("16 clients over 16 hosts, decided and committed", verb.sixteen, postgres?.sixteen),
      line("one client, the bare commit of its shape", bare.one, postgres?.one),
      line("16 clients, the bare commit of its shape", bare.sixteen, postgres?.sixteen),
    ],
  ).join("\n");
}

async function calendars(): Promise<string> {
  const lines = (await measureCalendars()).filter(({ baseline }) =>
    /libical/i.test(baseline?.what ?? "")
  );
  return rowsOf(
    ["calendars", "ours", "libical in C", "ratio"],
    lines.map(({ what, value, unit, baseline }) => [
      what,
      `${value.toPrecision(3)} ${unit}`,
      `${baseline!.value.toPrecision(3)} ${unit}`,
      (value / baseline!.value).toFixed(2),
    ]),
  ).join("\n");
}

function rowsOf(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
