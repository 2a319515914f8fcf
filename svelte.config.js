import adapter from "svelte-adapter-deno";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** @type {import("@sveltejs/kit").Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ out: "build", precompress: true, deps: "src/adapter-deps.ts" }),
    csrf: { checkOrigin: false },
    csp: {
      mode: "nonce",
      directives: {
        "default-src": ["self"],
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
