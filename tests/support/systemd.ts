/** A real systemd over a copy of this machine, which is thrown away with all that was written, started and mounted in it. */
import { dirname } from "node:path";
import { tempFolder } from "./temp-folder.ts";
import { until } from "./until.ts";

export interface Systemd extends AsyncDisposable {
  /** Runs a line in a shell beside the services. */
  run(line: string): Promise<{ code: number; said: string }>;
}

export interface Furnishing {
  /** Texts by their absolute paths, readable by root alone. */
  files: Record<string, string>;
  /** Folders of this machine by the paths where they stand. */
  folders: Record<string, string>;
}

const groups = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd"];

/** Starts one that is ready for services. */
export async function startSystemd({ files, folders }: Furnishing): Promise<Systemd> {
  const folder = await tempFolder();
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(`${folder.path}/files${dirname(path)}`, { recursive: true });
    await Deno.writeTextFile(`${folder.path}/files${path}`, text, { mode: 0o600 });
  }
  const group = `invito-test-${crypto.randomUUID()}`;
  const child = new Deno.Command("sh", {
    args: ["-ec", boot, group, folder.path, ...Object.entries(folders).flat()],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  const first = await until("systemd's process", () => {
    const children = Deno.readTextFileSync(`/proc/${child.pid}/task/${child.pid}/children`).trim();
    return children && /systemd$/.test(Deno.readTextFileSync(`/proc/${children}/comm`).trim()) &&
      children;
  });
  const run = async (line: string) => {
    const { code, stdout, stderr } = await new Deno.Command("nsenter", {
      args: ["--target", first, "--mount", "--pid", "--uts", "--ipc", "--cgroup"]
        .concat("sh", "-c", line),
      clearEnv: true,
      env: { PATH: Deno.env.get("PATH")! },
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    return { code, said: text.decode(stdout) + text.decode(stderr) };
  };
  await until("a systemd with its bus", async () => !(await run("systemctl is-active dbus")).code);
  return {
    run,
    async [Symbol.asyncDispose]() {
      Deno.kill(Number(first), "SIGKILL");
      await child.status;
      for (const each of groups) {
        await new Deno.Command("find", {
          args: [`${each}/${group}`, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"],
          stderr: "null",
        }).output();
      }
      await folder[Symbol.asyncDispose]();
    },
  };
}

const boot = `
for each in ${groups.join(" ")}; do
  if [ -w "$each/cgroup.procs" ]; then mkdir "$each/$0"; echo $$ > "$each/$0/cgroup.procs"; fi
done
exec unshare --mount --pid --fork --uts --ipc --cgroup --propagation private sh -ec '
  cd "$1"; shift
  mkdir top; mount -t tmpfs none top; mkdir top/upper top/work top/root
  mount -t overlay -o lowerdir=/,upperdir=top/upper,workdir=top/work none top/root
  cp -a files/. top/root/
  cd top/root
  while [ $# -gt 0 ]; do mkdir -p ".$1"; mount --bind "$2" ".$1"; shift 2; done
  mount -t proc none proc; mount --rbind /dev dev
  mount -t sysfs -o ro none sys; mount -t cgroup2 none sys/fs/cgroup
  mount -t tmpfs none run; mount -t tmpfs none tmp
  pivot_root . mnt; umount -l /mnt; mount --make-rshared /
  container=other exec /lib/systemd/systemd --unit=dbus.service --log-target=null --show-status=no
' sh "$@"
`;
