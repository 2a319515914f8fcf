/** `deno task messages`: writes the types of the texts and the list of languages, and says what is not translated. */
import { languages } from "../lib/scheduling/language-list.ts";
import { messageFiles, missingKeys, readTranslations } from "./message-files.ts";
import { root } from "./root.ts";

const translations = await readTranslations(`${root}/src/messages`, languages);
for (const [path, text] of Object.entries(messageFiles(translations))) {
  await Deno.writeTextFile(`${root}/${path}`, text);
}
for (const each of translations) {
  for (const file of ["guest", "host", "emails", "errors"] as const) {
    const missing = missingKeys(each, translations[0]!, file);
    if (missing.length === 0) continue;
    const first = missing.slice(0, 5).join(", ");
    console.log(`${each.tag}/${file}.json: ${missing.length} texts are missing: ${first} …`);
  }
}
