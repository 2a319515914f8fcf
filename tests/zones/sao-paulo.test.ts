import { passesIn } from "./passes-in.ts";

passesIn("America/Sao_Paulo");
