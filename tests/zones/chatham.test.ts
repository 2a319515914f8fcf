import { passesIn } from "./passes-in.ts";

passesIn("Pacific/Chatham");
