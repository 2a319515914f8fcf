/** A certificate authority of the tests' own, made by openssl in a throw-away folder. */
export interface Authority {
  pem: string;
  /** A server certificate for one DNS name; `days` below zero has expired already. */
  issue(name: string, days?: number): Promise<{ cert: string; key: string }>;
}

/** Makes an authority; the folder is removed by the caller. */
export async function makeAuthority(folder: string): Promise<Authority> {
  const path = (name: string) => `${folder}/${name}`;
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl(
    ["req", "-x509", ...ec, "-keyout", path("ca.key"), "-out", path("ca.pem"), "-days", "30"]
      .concat("-subj", "/CN=Tests"),
  );
  return {
    pem: await Deno.readTextFile(path("ca.pem")),
    async issue(name, days = 30) {
      const file = (end: string) => path(`${name}${days}.${end}`);
      await openssl(
        ["req", ...ec, "-keyout", file("key"), "-out", file("csr"), "-subj", `/CN=${name}`],
      );
      await Deno.writeTextFile(file("ext"), `subjectAltName=DNS:${name}`);
      await openssl(
        ["x509", "-req", "-in", file("csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key")]
          .concat("-CAcreateserial", "-out", file("pem"), "-extfile", file("ext"))
          .concat("-days", String(days)),
      );
      return {
        cert: await Deno.readTextFile(file("pem")),
        key: await Deno.readTextFile(file("key")),
      };
    },
  };
}

async function openssl(args: string[]) {
  const { success, stderr } = await new Deno.Command("openssl", { args, stderr: "piped" }).output();
  if (!success) throw new Error(`openssl ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}
