/** A folder as one file that is the same, byte for byte, for the same folder. */
import { basename, dirname } from "node:path";

/** What the build writes for itself: when its sources were changed. */
const left = ["build/.inputs"];

/** Packs a folder under its own name, sorted, with one time and no owner (GNU tar and gzip). */
export async function pack(folder: string, to: string): Promise<void> {
  const name = basename(folder);
  const { success, stderr } = await new Deno.Command("tar", {
    args: [
      ...["--create", "--format=gnu", "--sort=name", "--mtime=@0", "--owner=0", "--group=0"],
      ...["--numeric-owner", "--mode=u+rw,go+r-w,a+X", "--use-compress-program=gzip -n -9"],
      ...left.map((each) => `--exclude=${name}/${each}`),
      ...[`--file=${to}`, "--directory", dirname(folder), name],
    ],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
