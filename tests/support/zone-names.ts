import { existsSync, readdirSync } from "node:fs";

/** What `Intl` takes for a zone and `Temporal` does not: ICU's short names, which mean a zone or an offset. */
export const onlyIntl =
  ("ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST " +
    "Factory SystemV/PST8 SystemV/EST5EDT US/Pacific-New").split(" ");

/** Aliases of the tz database, also where the machine has no copy of it. */
const aliases =
  ("CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel " +
    "Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey " +
    "UCT UTC Universal W-SU WET Zulu Africa/Asmera America/Buenos_Aires America/Godthab America/Indianapolis " +
    "Asia/Calcutta Asia/Katmandu Asia/Rangoon Asia/Saigon Atlantic/Faeroe Australia/ACT Brazil/East Canada/Pacific " +
    "Chile/Continental Etc/GMT+12 Etc/GMT-14 Etc/Zulu Europe/Kiev Mexico/General Pacific/Ponape US/Eastern US/Samoa")
    .split(" ");

/** Names of zones, real and not: the runtime's own, aliases, the machine's, other spellings, and offsets. */
export function candidates(): string[] {
  const known = [...Intl.supportedValuesOf("timeZone"), ...aliases, ...onlyIntl, ...onMachine()];
  const odd = ["europe/berlin", "EUROPE/BERLIN", "pst", "+05:00", "-0800", "+23:59", "UTC+1"];
  return [...new Set([...known, ...odd])];
}

/** Every one of them that `Intl` accepts. */
export function acceptedByIntl(): string[] {
  return candidates().filter((timeZone) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return false;
    }
  });
}

function onMachine(folder = "/usr/share/zoneinfo", before = ""): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? onMachine(`${folder}/${entry.name}`, `${before}${entry.name}/`)
      : /^[A-Za-z0-9_+-]+$/.test(entry.name)
      ? [before + entry.name]
      : []
  ).filter((name) => !/^(posix|right)\//.test(name));
}
