/** The folder that the Dockerfile makes an image of, run as a container would: read-only, by the image's user, with one place to write. */
import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { tempFolder } from "./temp-folder.ts";

/** The user of the image, as Dockerfile and compose name it. */
export const imageUser = "1993";
/** Where a container of the tests has its data: nobody but root may add `/data` to a machine. */
const dataDir = "/mnt/data";

export interface Image extends AsyncDisposable {
  path: string;
}

/** Makes the folder by the step of the Dockerfile. */
export async function makeImage(): Promise<Image> {
  const dockerfile = await Deno.readTextFile(`${root}/Dockerfile`);
  const step = /&& deno run -A (src\/tasks\/image-folder\.ts) \/image\b/.exec(dockerfile)?.[1];
  assert(step && dockerfile.includes("COPY --from=build /image .\n"));
  assert.match(dockerfile, /^ENTRYPOINT \["\/tini", "--", "invito"\]\nCMD \["start"\]$/m);
  await buildWhenStale();
  const folder = await tempFolder();
  const made = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", step, `${folder.path}/app`],
    cwd: root,
  }).output();
  assert(made.success, new TextDecoder().decode(made.stderr));
  for (const name of ["data", "bin", "cache"]) await Deno.mkdir(`${folder.path}/${name}`);
  await Deno.symlink(Deno.execPath(), `${folder.path}/bin/deno`);
  await Deno.symlink(`${folder.path}/app/invito`, `${folder.path}/bin/invito`);
  return folder;
}

/** `invito` with arguments, in a container of its own over the data of the image's folder. */
export function inContainer(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: Omit<Deno.CommandOptions, "args" | "env" | "clearEnv"> = {},
): Deno.Command {
  const apart = ["--user", "--map-root-user", "--mount"];
  return new Deno.Command("unshare", {
    args: [...apart, "sh", "-c", inside, "sh", path, imageUser, ...args],
    cwd: "/",
    stdin: "null",
    ...options,
    clearEnv: true,
    env: {
      PATH: `${path}/bin:/usr/bin:/bin`,
      DENO_DIR: `${path}/cache`,
      DENO_NO_UPDATE_CHECK: "1",
      INVITO_DATA_DIR: dataDir,
      TMPDIR: dataDir,
      NO_COLOR: "1",
      ...env,
    },
  });
}

const inside = `
folder=$1 uid=$2; shift 2
mount -t tmpfs none /mnt && mkdir ${dataDir} && mount --bind "$folder/data" ${dataDir}
mount --bind "$folder/app" "$folder/app" && mount -o remount,bind,ro "$folder/app"
exec unshare --user --map-user="$uid" --map-group="$uid" invito "$@"
`;
