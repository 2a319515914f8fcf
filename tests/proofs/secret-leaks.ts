/**
 * Must never be: a secret, or a guest's address, where it does not belong. Planted ones are used in a whole story, and
 * then looked for in the store's file, record by record and byte by byte, and in all that the program said.
 *
 * Run: `deno run -A tests/proofs/secret-leaks.ts`
 */
import { Buffer } from "node:buffer";
import { openLetterbox } from "../support/proof/mail-sink.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { type Program, startProgram } from "../support/program.ts";
import { startRadicale } from "../support/caldav/radicale.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { causeErrors, type PlantedSecret, random, runScenario } from "./secret-leaks/scenario.ts";

/** Letters of one byte, of two and beyond Latin-1: a store may keep such a text in other bytes than a plain one. */
const account = { user: "zoë", password: "päss→wörd" };

await prove("secrets", async (proof) => {
  await using radicale = await startRadicale();
  if (!radicale) return;
  await makeCalendar(radicale.address);
  await using folder = await tempFolder();
  const dataDir = folder.path;
  const secret = random(32);
  const smtpPassword = `smtp-${random(12)}`, oidcSecret = `oidc-${random(12)}`;
  const githubSecret = `github-${random(12)}`;
  await seedHosts(dataDir, [{
    ...alwaysOpen("keeper", { slug: "talk" }, { slug: "coffee", decision: "instant" }),
    calendar: { address: radicale.address, ...account },
  }], secret);
  await using box = await openLetterbox(smtpPassword);
  const common = {
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_SESSION_SECRET: secret,
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
  };
  const planted: PlantedSecret[] = [
    { what: "the session secret", value: secret, mayBeIn: [] },
    { what: "the mail password", value: smtpPassword, mayBeIn: [] },
    { what: "the issuer's client secret", value: oidcSecret, mayBeIn: [] },
    { what: "GitHub's client secret", value: githubSecret, mayBeIn: [] },
    { what: "the calendar password", value: account.password, mayBeIn: [] },
  ];
  const output: string[] = [];
  {
    await using program = await startProgram({
      dataDir,
      env: {
        ...common,
        ...box.settings,
        INVITO_OIDC_ISSUER: "http://127.0.0.1:9",
        INVITO_OIDC_CLIENT_ID: "invito",
        INVITO_OIDC_CLIENT_SECRET: oidcSecret,
        INVITO_GITHUB_CLIENT_ID: "invito",
        INVITO_GITHUB_CLIENT_SECRET: githubSecret,
        INVITO_GITHUB_BASE_URL: "http://127.0.0.1:9",
      },
    });
    planted.push(...await runScenario(program, box, secret, "with mail"));
    await radicale.stop();
    planted.push(...await causeErrors(program, box));
    await program.stop("SIGTERM");
    output.push(logOf(program));
  }
  await radicale.start();
  {
    await using program = await startProgram({ dataDir, env: common });
    planted.push(...await runScenario(program, null, secret, "without mail"));
    await program.stop("SIGTERM");
    output.push(logOf(program));
  }
  await look(proof, dataDir, planted, output.join("\n"));
});

async function makeCalendar(address: string): Promise<void> {
  const bytes = new TextEncoder().encode(`${account.user}:${account.password}`);
  const answer = await fetch(new URL(`/${account.user}/work/`, address), {
    method: "MKCALENDAR",
    headers: { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` },
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`MKCALENDAR: ${answer.status}`);
}

function logOf(program: Program): string {
  const { stdout, log } = program.output();
  return `${stdout}\n${log}`;
}

async function look(
  proof: Proof,
  dataDir: string,
  planted: PlantedSecret[],
  log: string,
): Promise<void> {
  const hay = await readFolderContents(dataDir);
  for (const { what, value, mayBeIn } of planted) {
    if (log.includes(value)) proof.fail(`${what} is in the log`);
    const records = inWhichRecords(hay, value);
    for (const kind of records) {
      if (!mayBeIn.includes(kind)) proof.fail(`${what} is in a record of kind ${kind}`);
    }
    const isFound = isInBytes(hay, value);
    if (isFound && mayBeIn.length === 0) proof.fail(`${what} is in the bytes of the data folder`);
    if (mayBeIn.length > 0 && (records.length === 0 || !isFound)) {
      proof.fail(`${what} was not even found where it must be: the search is blind`);
    }
  }
  if (!inWhichRecords(hay, "no mailbox").includes("job")) {
    proof.fail("no job says why its email was refused: the search is blind");
  }
  proof.log(
    `${planted.length} planted, looked for in ${hay.records.length} records, ` +
      `${hay.files.length} files and ${log.split("\n").length} lines of log`,
  );
}

/** A data folder that no program holds: its files byte by byte, its store record by record. */
interface FolderContents {
  records: { kind: string; text: string }[];
  files: { path: string; bytes: Buffer }[];
}

async function readFolderContents(dataDir: string): Promise<FolderContents> {
  const files: FolderContents["files"] = [];
  for await (const { name, isFile } of Deno.readDir(dataDir)) {
    if (isFile) {
      files.push({ path: name, bytes: Buffer.from(await Deno.readFile(`${dataDir}/${name}`)) });
    }
  }
  const records: FolderContents["records"] = [];
  const kv = await Deno.openKv(`${dataDir}/invito.db`);
  for await (const { key, value } of kv.list({ prefix: [] })) {
    records.push({ kind: String(key[0]), text: `${key.join(" ")} ${textOf(value)}` });
  }
  kv.close();
  return { records, files };
}

/** The kinds of record, by the first part of their keys, that hold a text. */
function inWhichRecords({ records }: FolderContents, needle: string): string[] {
  const holding = records.filter(({ text }) => text.includes(needle));
  return [...new Set(holding.map(({ kind }) => kind))];
}

/**
 * Whether a text stands anywhere in the files, deleted pages included: as UTF-8, as one or two bytes a character, or its hex
 * digits as bytes. SQLite continues a long record on another page, which may cut the text in two: either half counts.
 */
function isInBytes({ files }: FolderContents, needle: string): boolean {
  const middle = 2 * Math.ceil(needle.length / 4);
  const forms = [needle.slice(0, middle), needle.slice(middle)].flatMap((half) => [
    Buffer.from(half, "utf8"),
    Buffer.from(half, "latin1"),
    Buffer.from(half, "utf16le"),
    ...(/^[0-9a-f]{32,}$/.test(needle) ? [Buffer.from(half, "hex")] : []),
  ]);
  return files.some(({ bytes }) => forms.some((form) => bytes.includes(form)));
}

/** Every text in a value, at any depth. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value).map(([name, inner]) => `${name} ${textOf(inner)}`).join("\n");
}
