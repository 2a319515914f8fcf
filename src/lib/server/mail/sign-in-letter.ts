import { momentInWords, type Reader } from "$lib/scheduling/wording.ts";
import { say } from "$lib/words/say.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { SignInLetter } from "../jobs/job.ts";
import { type Draft, oneLine } from "./draft.ts";
import type { Letter, Sender } from "./letter.ts";
import { htmlPage } from "./page.ts";
import { plainText } from "./plain.ts";

export interface SignInFacts {
  wish: SignInLetter;
  /** The whole URL. */
  link: string;
  /** Makes the Message-ID; never the token. */
  jobId: string;
  reader: Reader;
  sender: Sender;
}

/** A letter with a link of identity: to sign in, or to verify an address. */
export function writeSignInLetter({ wish, link, jobId, reader, sender }: SignInFacts): Letter {
  const words = wordsFor(reader.language).letters;
  const said = wish.purpose === "sign-in" ? words.signIn : words.verifyEmail;
  const name = oneLine(wish.to.name);
  const draft: Draft = {
    subject: said.subject,
    preview: said.ignore,
    language: reader.language,
    colour: "blue",
    heading: said.heading,
    paragraphs: [
      name ? say(words.greeting, { name }) : words.greetingNobody,
      say(said.body, { until: momentInWords(wish.expiresAt, reader) }),
    ],
    meeting: null,
    details: [],
    buttons: [{ label: said.button, url: link, tone: "main" }],
    after: [said.ignore],
    footer: [say(said.automatic, { service: sender.from.name })],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name, address: wish.to.address },
    replyTo: null,
    subject: draft.subject,
    text: plainText(draft),
    html: htmlPage(draft),
    messageId: `<${wish.purpose}.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: said.button, url: link }],
  };
}
