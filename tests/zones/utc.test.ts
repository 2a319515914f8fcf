import { passesIn } from "./passes-in.ts";

passesIn("UTC");
