/** What `deno task release` writes, and that the archive is the whole program for somebody who has Deno. */
import assert from "node:assert/strict";
import { product, version } from "$lib/product.ts";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { pack } from "../../src/tasks/release/archive.ts";
import { releaseNotes } from "../../src/tasks/release/release-notes.ts";
import { root } from "../../src/tasks/root.ts";
import { isTrace } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/until.ts";

const name = `${product.toLowerCase()}-${version}`;

Deno.test("a release: checksums, notes, and an archive that starts where nothing else is", async (t) => {
  await buildWhenStale();
  await using folder = await tempFolder();
  const out = `${folder.path}/out`, place = `${folder.path}/elsewhere`;
  const { code, stderr } = await release("--out", out);
  assert.equal(code, 0, stderr);

  await t.step("every file has its checksum", async () => {
    const files = [...Deno.readDirSync(out)].map((each) => each.name).toSorted();
    assert.deepEqual(
      files,
      ["RELEASE-NOTES.md", "SHA256SUMS", "THIRD-PARTY.md", `${name}.cdx.json`, `${name}.tar.gz`]
        .toSorted(),
    );
    const checked = await run("sha256sum", ["--check", "--strict", "SHA256SUMS"], out);
    assert.equal(checked.stdout.match(/: OK$/gm)?.length, files.length - 1, checked.stdout);
  });

  await t.step("the notes are the section of CHANGELOG.md", async () => {
    assert.match(await Deno.readTextFile(`${out}/RELEASE-NOTES.md`), /^### /m);
  });

  await t.step(
    "the archive holds one folder, with its licences, and is the same again",
    async () => {
      await Deno.mkdir(place);
      const { code } = await run("tar", ["--extract", "--file", `${out}/${name}.tar.gz`], place);
      assert.equal(code, 0);
      assert.deepEqual([...Deno.readDirSync(place)].map((each) => each.name), [name]);
      const deployed = Array.from(Deno.readDirSync(`${root}/docs/deploy`), ({ name }) => name);
      const deploy = [...deployed, "unavailable.html", "unavailable-form.html"];
      for (
        const file of ["LICENSE", "THIRD-PARTY.md", "CHANGELOG.md", ".env.example", "invito"]
          .concat(deploy.map((name) => `deploy/${name}`))
      ) {
        assert.ok(Deno.statSync(`${place}/${name}/${file}`).isFile, file);
      }
      await Deno.utime(`${place}/${name}/LICENSE`, new Date(), new Date());
      await pack(`${place}/${name}`, `${folder.path}/again.tar.gz`);
      const again = [`${out}/${name}.tar.gz`, `${folder.path}/again.tar.gz`];
      const { stdout } = await run("sha256sum", again);
      assert.equal(new Set(stdout.match(/^\w+/gm)).size, 1, stdout);
    },
  );

  await t.step("it starts from there, with no registry to ask", async () => {
    const port = freePort();
    const child = new Deno.Command(`${place}/${name}/invito`, {
      args: ["start"],
      cwd: folder.path,
      env: {
        NO_COLOR: "1",
        NPM_CONFIG_REGISTRY: "http://127.0.0.1:9/",
        INVITO_DATA_DIR: `${folder.path}/data`,
        INVITO_LISTEN_ADDR: `127.0.0.1:${port}`,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const said = { stdout: "", stderr: "" };
    const closed = Promise.all((["stdout", "stderr"] as const).map(async (side) => {
      for await (const text of child[side].pipeThrough(new TextDecoderStream())) said[side] += text;
    }));
    try {
      await until("the start", () => said.stdout.includes(`${product} is ready`), 60_000);
      const health = await (await fetch(`http://127.0.0.1:${port}/health`)).json();
      assert.deepEqual(health, { ok: true, version });
      assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
      assert.ok(!isTrace(said.stderr), said.stderr);
    } finally {
      child.kill("SIGTERM");
      await Promise.all([child.status, closed]);
    }
  });

  await t.step("a folder that holds something is left alone", async () => {
    const again = await release("--out", out);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /is not empty/);
  });
});

Deno.test("a release is refused for a tag of another version", async () => {
  const { code, stderr } = await release("--tag", "v9.9.9", "--out", "/dev/null/none");
  assert.equal(code, 1);
  assert.match(stderr, /The tag is v9\.9\.9, and the version .* is \d/);
});

Deno.test("releaseNotes: the section of the version; of a tag only one that is released", () => {
  const text =
    "# Changelog\n\n## Unreleased: 1.1.0, soon\n\nNew.\n\n## 1.0.0, 2026-12-01\n\n### A\n\nOld.\n";
  assert.equal(releaseNotes(text, "1.0.0", { released: true }), "### A\n\nOld.\n");
  assert.equal(releaseNotes(text, "1.1.0", { released: false }), "New.\n");
  assert.equal(releaseNotes(text, "1.1.0", { released: true }), null);
  assert.equal(releaseNotes(text, "1.0", { released: false }), null);
});

function release(...args: string[]) {
  return run(Deno.execPath(), ["run", "-A", "src/tasks/release.ts", ...args]);
}

async function run(command: string, args: string[], cwd = root) {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd,
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}
