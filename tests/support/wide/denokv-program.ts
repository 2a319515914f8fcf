import { builtProgram } from "../built-program.ts";

const version = "0.14.0";

/** The KV Connect server that tests use. */
export const denokv = builtProgram({
  name: "denokv",
  version,
  needs: { cargo: ["--version"], protoc: ["--version"] },
  hint: "Rust from https://rustup.rs and apt-get install protobuf-compiler",
  build: (folder) => ({
    command: "cargo",
    args: ["install", `denokv@${version}`, "--locked", "--root", folder],
  }),
});
