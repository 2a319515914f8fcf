/** Preloaded before tests that draw their cases with fast-check: they draw from `seed`. */
import fc from "fast-check";
import { seed } from "./seed.ts";

fc.configureGlobal({ seed });
