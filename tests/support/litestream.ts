import { builtProgram } from "./built-program.ts";

const version = "0.5.18";

/** What copies a database file to another place while it is written. */
export const litestream = builtProgram({
  name: "litestream",
  version,
  needs: { go: ["version"] },
  hint: "Go from https://go.dev",
  build: (folder) => ({
    command: "go",
    args: ["install", `github.com/benbjohnson/litestream/cmd/litestream@v${version}`],
    env: { GOBIN: `${folder}/bin` },
  }),
});
