import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import adapter from "svelte-adapter-deno";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

// The framework writes its nonce into the policy only where it adds a script of its own; ours runs on every page.
const [, themeScript = ""] =
  readFileSync("src/app.html", "utf8").match(/<script[^>]*>(.*?)<\/script>/s) ?? [];
const themeHash = createHash("sha256").update(themeScript).digest("base64");

/** @type {import("@sveltejs/kit").Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    router: { resolution: "server" },
    adapter: adapter({ out: "build", precompress: true, deps: "src/adapter-deps.ts" }),
    // Ours stands before it, in hooks.server.ts: SvelteKit's lets JSON and bodies without a type through.
    csrf: { trustedOrigins: ["*"] },
    csp: {
      mode: "nonce",
      directives: {
        "default-src": ["self"],
        "script-src": ["self", `sha256-${themeHash}`],
        "img-src": ["self", "data:"],
        // The framework hides its announcer of page titles with this one style attribute.
        "style-src": ["self"],
        "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
        "object-src": ["none"],
        "base-uri": ["none"],
        "form-action": ["self"],
      },
    },
    typescript: {
      config: (config) => {
        config.compilerOptions.types = ["deno"];
        // Tests and tasks are checked by Deno, whose own types they use.
        config.include = config.include.filter((path) => !path.startsWith("../test"));
      },
    },
  },
};
