/**
 * Must never be: a secret, or a guest's address, where it does not belong. Planted ones are used in a whole story, and
 * then looked for in the store's file, record by record and byte by byte, and in all that the program said.
 *
 * Run: `deno run -A tests/proofs/secret-leaks.ts`
 */
import { openLetterbox } from "../support/proof/mail-sink.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { everyDay, seedHosts } from "../support/proof/proof-hosts.ts";
import { type Program, startProgram } from "../support/program.ts";
import { startRadicale } from "../support/caldav/radicale.ts";
import { inWhichRecords, isInBytes, readFolderContents } from "./secret-leaks/search-folder.ts";
import { causeErrors, type PlantedSecret, random, runScenario } from "./secret-leaks/scenario.ts";

/** Letters of one byte, of two and beyond Latin-1: a store may keep such a text in other bytes than a plain one. */
const account = { user: "zoë", password: "päss→wörd" };

await prove("secrets", async (proof) => {
  await using radicale = await startRadicale();
  if (!radicale) return;
  await makeCalendar(radicale.address);
  const dataDir = await Deno.makeTempDir({ prefix: "invito-secrets-" });
  const secret = random(32);
  const smtpPassword = `smtp-${random(12)}`, oidcSecret = `oidc-${random(12)}`;
  try {
    await seedHosts(dataDir, [{
      username: "keeper",
      zone: "UTC",
      rules: everyDay(0, 1440),
      types: [{ slug: "talk" }, { slug: "coffee", decision: "instant" }],
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
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
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
