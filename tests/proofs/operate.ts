/**
 * The fifteen minutes of docs/operate.md: its commands, as they stand there, with an issuer, a mail server and a proxy;
 * a first booking, a backup, its check and its restore. Docker is imitated by `tests/support/compose.ts`.
 *
 * Run: `deno run -A tests/proofs/operate.ts`
 */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";
import { openBrowser, visit } from "../support/browser.ts";
import { firstBooking, stopwatch } from "../support/first-booking.ts";
import { freePort } from "../support/free-port.ts";
import { makeImage } from "../support/image.ts";
import { startMailTown } from "../support/mail-server.ts";
import { deployedProxies } from "../support/nginx.ts";
import { client, startIssuer } from "../support/oidc-issuer.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** From the first command to a restored backup; building the image is not a part of it. */
const LIMIT_S = 15 * 60;

await prove("operate", async (proof) => {
  await using image = await makeImage();
  await using town = await startMailTown();
  if (!town) return;
  const [inner, outer] = [freePort(), freePort()];
  await using proxy = await deployedProxies.caddy(outer, `http://127.0.0.1:${inner}`);
  if (!proxy) return;
  await using issuer = await startIssuer([`${proxy.address}/auth/callback`]);
  await using browser = await openBrowser();
  await using folder = await tempFolder();
  await Deno.copyFile(`${root}/.env.example`, `${folder.path}/.env.example`);
  await Deno.writeTextFile(`${folder.path}/trusted.pem`, proxy.authority.pem + town.ca);

  const page = readPage(await Deno.readTextFile(`${root}/docs/operate.md`));
  const terminal = openTerminal(proof, folder.path, image.path, `127.0.0.1:${inner}`);
  const clock = stopwatch();

  const [copy, start, doctor] = page.commands("Start");
  await terminal(copy!);
  await enter(`${folder.path}/.env`, page.settings("Start"), {
    INVITO_BASE_URL: proxy.address,
    INVITO_SMTP_HOST: town.host,
    INVITO_SMTP_PORT: String(town.ports.submission),
    INVITO_SMTP_USER: town.user,
    INVITO_SMTP_PASSWORD: town.password,
    INVITO_OIDC_ISSUER: issuer.issuer,
    INVITO_OIDC_CLIENT_ID: client.id,
    INVITO_OIDC_CLIENT_SECRET: client.secret,
    // What no installation on the internet needs: all of them are on this machine.
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1,localhost",
    DENO_CERT: `${folder.path}/trusted.pem`,
  });
  await terminal(start!);
  const found = await terminal(doctor!);
  if (/✗|✘|\bbad\b/.test(found)) proof.fail(found);

  const [signIn] = page.commands("First link");
  const link = /\S+\/auth\/verify\?token=\S+/.exec(await terminal(signIn!))?.[0];
  assert(link, "no link was printed");
  const seconds = await firstBooking(proof, browser, { address: proxy.address, link });
  proof.log(`from the link to a confirmed booking: ${seconds} s`);
  const [, confirmed] = await town.emails("gus@example.com", 2);
  if (!confirmed) proof.fail("the guest was sent no confirmation");

  await using second = await visit(browser, { address: proxy.address, known: [issuer.issuer] });
  await signInAtIssuer(second.page);
  proof.log(`another host has signed in with the issuer after ${clock()} s`);

  const before = await terminal("docker compose exec -T invito invito dump");
  for (const command of page.commands("Back up, and try the backup")) await terminal(command);
  const after = await terminal("docker compose exec -T invito invito dump");
  const bookings = (text: string) =>
    text.split("\n").filter((line) => /"kind":"booking"/.test(line));
  assert(bookings(before).length >= 1);
  assert.deepEqual(bookings(after), bookings(before));
  for (const command of page.commands("Remove")) await terminal(command);
  proof.log(`everything on the page, with a restored backup: ${clock()} s`);
  if (Number(clock()) > LIMIT_S) proof.fail(`it took longer than ${LIMIT_S} s`);
});

/** The blocks of the page by their section. */
function readPage(text: string) {
  const blocks = (section: string, kind: string) => {
    const [, body] =
      text.split(/^## /m).map((each) => each.split(/\n([^]*)/)).find(([title]) =>
        title === section
      ) ?? [];
    const found = [...(body ?? "").matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, of, lines]) =>
      of === kind ? lines!.trimEnd().replaceAll(/\\\n\s*/g, "").split("\n") : []
    );
    assert(found.length > 0, `docs/operate.md has no ${kind} under ${section}`);
    return found;
  };
  return {
    commands: (section: string) => blocks(section, "sh"),
    settings: (section: string) =>
      Object.fromEntries(blocks(section, "ini").map((line) => line.split(/=(.*)/).slice(0, 2))),
  };
}

/** Removes the `#` before the settings that the page names, and writes their values: the page's own, or those that are known here. */
async function enter(
  path: string,
  named: Record<string, string>,
  known: Record<string, string>,
): Promise<void> {
  let text = await Deno.readTextFile(path);
  for (const [name, value] of Object.entries({ ...named, ...known })) {
    const line = `${name}=${value}`;
    const had = new RegExp(`^#${name}=.*$`, "m");
    text = had.test(text) ? text.replace(had, () => line) : `${text}${line}\n`;
  }
  await Deno.writeTextFile(path, text);
}

/** Runs lines of the page in a shell, in a folder, with `docker` as it is imitated; answers what they print. */
function openTerminal(proof: Proof, cwd: string, image: string, listen: string) {
  const docker = `#!/bin/sh\nexec ${Deno.execPath()} run -A --config ${root}/deno.json ` +
    `${root}/tests/support/compose.ts "$@"\n`;
  Deno.writeTextFileSync(`${image}/bin/docker`, docker, { mode: 0o755 });
  return async (line: string) => {
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", line],
      cwd,
      env: { PATH: `${image}/bin:${Deno.env.get("PATH")}`, IMAGE: image, LISTEN: listen },
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    const said = text.decode(stdout);
    proof.log(`$ ${line}`);
    if (code !== 0) proof.fail(`${line}\n${code}: ${said}${text.decode(stderr)}`);
    return said;
  };
}

/** Signs in as somebody whom the issuer knows, through its development pages. */
async function signInAtIssuer(page: import("playwright-core").Page): Promise<void> {
  await page.goto("/auth/sign-in");
  await page.locator("form[action*='startOidc'] button").click();
  await page.locator("input[name=login]").fill("alice");
  await page.locator("input[name=password]").fill("x");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
  await page.getByRole("heading", { name: "Welcome" }).waitFor();
}
