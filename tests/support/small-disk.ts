/** A folder on a disk that can be made full, or read-only: a small file system of its own, or a limit where nothing can be mounted. */

export interface SmallDisk {
  path: string;
  /** What a program must be started with. */
  preload: { preload?: string };
  /** Leaves no room: for everybody, or for this process where it is only a limit. */
  fill(pid: number): Promise<void>;
  free(pid: number): Promise<void>;
  /** Null where it is only a limit. */
  makeReadOnly: (() => Promise<void>) | null;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A tmpfs of 16 MB for root; else a folder whose users are held by RLIMIT_FSIZE, which every Linux has. */
export async function smallDisk(): Promise<SmallDisk> {
  const path = await Deno.makeTempDir({ prefix: "invito-disk-" });
  const isMounted = await run("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", path]);
  return isMounted ? mounted(path) : limited(path);
}

function mounted(path: string): SmallDisk {
  const filler = `${path}/filler`;
  return {
    path,
    preload: {},
    fill() {
      try {
        Deno.writeFileSync(filler, new Uint8Array(32 * 1024 * 1024));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
      return Promise.resolve();
    },
    free: () => Deno.remove(filler),
    async makeReadOnly() {
      if (!await run("mount", ["-o", "remount,ro", path])) throw new Error("mount -o remount,ro");
    },
    async [Symbol.asyncDispose]() {
      await run("umount", ["-l", path]);
      await Deno.remove(path, { recursive: true });
    },
  };
}

function limited(path: string): SmallDisk {
  const limit = async (pid: number, bytes: string) => {
    if (!await run("prlimit", ["--pid", String(pid), `--fsize=${bytes}`])) {
      throw new Error("prlimit is missing: apt-get install util-linux");
    }
  };
  return {
    path,
    preload: { preload: new URL("ignore-file-limit.ts", import.meta.url).pathname },
    fill: (pid) => limit(pid, "0:unlimited"),
    free: (pid) => limit(pid, "unlimited:unlimited"),
    makeReadOnly: null,
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true });
    },
  };
}

async function run(name: string, args: string[]): Promise<boolean> {
  try {
    const ended = await new Deno.Command(name, { args, stdout: "null", stderr: "null" }).output();
    return ended.success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
