import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { isTrace } from "../support/run-task.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** What the commands of the image import from their sources. */
const hoisted = "node_modules/.deno/node_modules";
const packages = [
  ...["ical.js", "oauth4webapi", "sax", "tsdav", "valibot"].map((name) => `node_modules/${name}`),
  ...["debug", "ms", "xml-js"].map((name) => `${hoisted}/${name}`),
];

/** A folder with what the Dockerfile copies into the image, and nothing else. */
async function image(path: string): Promise<void> {
  await buildWhenStale();
  const copies: [string, string][] = [
    ["build", "build"],
    ["src", "src"],
    ...packages.map((path): [string, string] => [path, `node_modules/${path.split("/").pop()}`]),
    ["src/tasks/container.json", "deno.json"],
  ];
  const text = await Deno.readTextFile(`${root}/Dockerfile`);
  await Deno.mkdir(`${path}/node_modules`);
  for (const [from, to] of copies) {
    assert(text.includes(from), `the Dockerfile copies no ${from}`);
    const { success } = await new Deno.Command("cp", {
      args: ["-rL", `${root}/${from}`, `${path}/${to}`],
    }).output();
    assert(success, from);
  }
}

Deno.test("no stage of the image asks for a newer Deno", async () => {
  const [, ...stages] = (await Deno.readTextFile(`${root}/Dockerfile`)).split(/^FROM /m);
  assert(stages.length >= 2);
  for (const stage of stages) assert.match(stage, /^ENV .*\bDENO_NO_UPDATE_CHECK=1$/m);
});

Deno.test("the image has all that its program and its commands need", async () => {
  await using folder = await tempFolder();
  await image(folder.path);
  const config = JSON.parse(
    await Deno.readTextFile(`${folder.path}/deno.json`),
  );
  const commands = Object.entries<string>(config.tasks);
  assert(commands.length >= 5);
  const env = { NO_COLOR: "1", INVITO_DATA_DIR: `${folder.path}/data` };
  for (
    const [name, command] of [...commands, [
      "serve",
      "deno run -A src/tasks/serve.ts",
    ]]
  ) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: command!.split(" ").slice(1).concat(
        name === "serve" ? [] : ["/dev/null/none"],
      ),
      cwd: folder.path,
      // With a port that it may not have the program ends by itself, after it has started.
      env: { ...env, INVITO_LISTEN_ADDR: "192.0.2.1:9" },
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stderr);
    assert(
      !isTrace(text) && !/Import "/.test(text),
      `${name} ended with ${code}: ${text}`,
    );
    if (name === "serve") {
      assert.match(text, /This machine has no address 192\.0\.2\.1/);
    }
  }
});
