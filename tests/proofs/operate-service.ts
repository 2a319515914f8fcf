/**
 * Without Docker, as docs/operate.md says: docs/deploy/invito.service under a real systemd, with a password handed over as
 * its comments show, a backup each day, and the page's commands. Nobody else can read the data, before and after a command.
 *
 * Run: `deno run -A tests/proofs/operate-service.ts`
 */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";
import { freePort } from "../support/free-port.ts";
import { makeImage } from "../support/image.ts";
import { startMailTown } from "../support/mail-server.ts";
import { readOperatePage } from "../support/operate-page.ts";
import { prove } from "../support/proof/run-proof.ts";
import { requires } from "../support/required-programs.ts";
import { startSystemd } from "../support/systemd.ts";
import { until } from "../support/until.ts";

await prove("operate-service", async (proof) => {
  if (requires("systemd-of-its-own").ignore) return;
  await using image = await makeImage();
  await using town = await startMailTown();
  if (!town) return;
  const listen = `127.0.0.1:${freePort()}`;
  const settings = {
    INVITO_BASE_URL: `http://${listen}`,
    INVITO_LISTEN_ADDR: listen,
    INVITO_SMTP_HOST: town.host,
    INVITO_SMTP_PORT: String(town.ports.submission),
    INVITO_SMTP_USER: town.user,
    INVITO_SMTP_FROM: "Invito <book@example.org>",
    INVITO_BACKUP_DIR: "/var/lib/invito-backups",
    INVITO_ALLOW_PRIVATE_HOSTS: "localhost",
    DENO_CERT: "/etc/invito/trusted.pem",
  };
  const deployed = async (name: string) => {
    const text = await Deno.readTextFile(`${root}/docs/deploy/${name}`);
    return text.replaceAll(/^#(?=\w+=.*smtp-password)/gm, "");
  };
  await using systemd = await startSystemd({
    files: {
      "/etc/systemd/system/invito.service": await deployed("invito.service"),
      "/usr/local/bin/invito": await deployed("invito"),
      "/etc/invito/invito.env": Object.entries(settings)
        .map(([name, value]) => `${name}=${value}\n`).join(""),
      "/etc/invito/smtp-password": town.password,
      "/etc/invito/trusted.pem": town.ca,
    },
    folders: { "/opt/invito": `${image.path}/app` },
  });
  const terminal = async (line: string) => {
    const { code, said } = await systemd.run(line);
    proof.log(`$ ${line}`);
    if (code !== 0) proof.fail(`${line}\n${code}: ${said}`);
    return said;
  };
  const ready = () =>
    until(
      "a ready program",
      () => fetch(`http://${listen}/health`).then(({ ok }) => ok, () => false),
    ).catch(async () => proof.fail((await systemd.run("journalctl --no-pager --lines=20")).said));
  await terminal(`ln -s ${Deno.execPath()} /usr/local/bin/deno`);
  await terminal("chmod +x /usr/local/bin/invito; chmod a+r /etc/invito/trusted.pem");
  const [enable, doctor] = readOperatePage().commands("Without Docker");
  await terminal(enable!);
  await ready();
  const modes = () => terminal("stat --dereference --format=%a /var/lib/invito /var/lib/invito/*");
  const found = await terminal(doctor!);
  if (/Must be fixed/.test(found)) proof.fail(found);
  await until(
    "a daily backup",
    async () => (await systemd.run("ls /var/lib/invito-backups/*.backup")).code === 0,
  );
  assert.match(await modes(), /^700\n(600\n)+$/);
  assert.match(await terminal("invito sign-in"), /\/auth\/verify\?token=/);
  await terminal("invito backup - --with-secret > /tmp/invito.backup");
  await terminal("systemctl stop invito");
  await terminal("invito restore - < /tmp/invito.backup");
  await terminal("systemctl start invito");
  await ready();
  assert.match(await modes(), /^700\n(600\n)+$/);
  await terminal("systemctl stop invito");
});
