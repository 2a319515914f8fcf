/**
 * The fifteen minutes of docs/operate.md: its commands, as they stand there, with an issuer, a mail server and a proxy;
 * a first booking, a backup, its check and its restore. Then the rest of the page: an upgrade, a move to another machine,
 * a host suspended and closed, and the end. Docker is imitated by `tests/support/compose.ts`.
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
import { readOperatePage } from "../support/operate-page.ts";
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

  const page = readOperatePage();
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
  if (/Must be fixed/.test(found)) proof.fail(found);

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

  const bookings = async (at = terminal) =>
    (await at("docker compose exec -T invito invito dump")).split("\n")
      .filter((line) => /"kind":"booking"/.test(line));
  const booked = await bookings();
  assert(booked.length >= 1);
  for (const section of ["Back up, and try the backup", "Upgrade"]) {
    for (const command of page.commands(section)) await terminal(command);
    assert.deepEqual(await bookings(), booked, section);
  }

  const [stop, backUp, restore, startThere] = page.commands("Move");
  await using moved = await anotherMachine(image.path);
  const there = openTerminal(proof, folder.path, moved.path, `127.0.0.1:${inner}`);
  await terminal(stop!);
  await terminal(backUp!);
  await there(restore!);
  await there(startThere!);
  assert.deepEqual(await bookings(there), booked, "Move");

  const [list, suspend, resume, close] = page.commands("Suspend a host, close an account")
    .map((command) => command.replaceAll(/\bada\b/g, "nora"));
  const offered = async () => {
    const type = await fetch(`http://127.0.0.1:${inner}/v0/users/nora/event-types/intro-call`);
    await type.body?.cancel();
    return type.status;
  };
  assert.match(await there(list!), /^nora /m);
  const answers = [await offered()];
  for (const command of [suspend!, resume!, close!]) {
    await there(command);
    answers.push(await offered());
  }
  assert.deepEqual(answers, [200, 409, 200, 404]);
  for (const command of page.commands("Remove")) await there(command);
  proof.log(`everything on the page: ${clock()} s`);
  if (Number(clock()) > LIMIT_S) proof.fail(`it took longer than ${LIMIT_S} s`);
});

/** Another folder for the data of the same image. */
async function anotherMachine(image: string) {
  const folder = await tempFolder();
  for (const name of ["app", "bin"]) {
    await Deno.symlink(`${image}/${name}`, `${folder.path}/${name}`);
  }
  for (const name of ["data", "cache"]) await Deno.mkdir(`${folder.path}/${name}`);
  return folder;
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
