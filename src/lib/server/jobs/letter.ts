import type { Booking } from "$lib/scheduling/booking.ts";
import { hasLeft, type Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { App } from "../app.ts";
import { openProof } from "../bookings/prove.ts";
import { openGuestLink, openHostLink } from "../bookings/links.ts";
import { cleaned } from "../log.ts";
import type { Letter, LetterFacts } from "../mail/letter.ts";
import { writeLetter } from "../mail/letters.ts";
import { senderOf } from "../mail/sender.ts";
import { MailProblem } from "../mail/trouble.ts";
import { pickerBehind } from "../private-links.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { getLetterWords } from "../store/letter-words.ts";
import { changeJob, getJob, listJobsOfBooking } from "../store/jobs.ts";
import type { Job, JobEnd, JobWork, LetterKind } from "./job.ts";
import { isOvertaken } from "./overtaken.ts";

type LetterWork = Extract<JobWork, { kind: "letter" }>;

/** What is worth nothing later is not kept for a mail server to come. */
const ofTheMoment: ReadonlySet<LetterKind> = new Set(["reminder", "follow-up"]);

/** Sends one letter about a booking as it is now; without a mail server or an address it is kept. */
export async function sendLetter(app: App, { work }: Job): Promise<JobEnd> {
  if (work.kind !== "letter") throw new Error(`not a letter: ${work.kind}`);
  const subject = await subjectOf(app, work);
  if (!subject || isOvertaken(work, subject.booking, app.now())) return { state: "superseded" };
  if (ofTheMoment.has(work.letter) && hasLeft(subject.host)) return { state: "superseded" };
  await supersedeOlder(app, work.bookingId, subject.booking);
  const letter = await compose(app, work, subject);
  const canGo = letter.to.address !== "" && app.sendMail !== null;
  if (!canGo && ofTheMoment.has(work.letter)) return { state: "superseded" };
  return letter.to.address ? await post(app, letter) : { state: "kept" };
}

/** What was kept or failed earlier and is no longer true must not wait for the host any more. */
async function supersedeOlder(app: App, bookingId: string, booking: Booking): Promise<void> {
  for (const { id } of await listJobsOfBooking(app.kv, bookingId)) {
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null) continue;
    const job = entry.value;
    if (job.work.kind !== "letter" || (job.state !== "kept" && job.state !== "failed")) continue;
    if (!isOvertaken(job.work, booking, app.now())) continue;
    await changeJob(app.kv, entry, { ...job, state: "superseded", doneAt: app.now() });
  }
}

/** Whom and what a letter is about; null when it is no longer there. */
export async function subjectOf(
  app: App,
  work: LetterWork,
): Promise<{ booking: Booking; host: Host } | null> {
  const booking = await getBooking(app.kv, work.bookingId);
  const host = booking && await getHost(app.kv, work.hostId);
  return booking && host ? { booking, host } : null;
}

/** Writes the letter; its links are opened here, just before it is sent or shown, and kept nowhere. */
export async function compose(
  app: App,
  work: LetterWork,
  { booking, host }: { booking: Booking; host: Host },
): Promise<Letter> {
  return writeLetter({
    kind: work.letter,
    to: work.to,
    booking,
    host,
    links: await linksOf(app, work, booking, host),
    at: work.at,
    sequence: work.sequence,
    ...await told(app, work, booking),
    sender: senderOf(app.settings.smtp?.from, app.baseUrl),
  });
}

/** What a letter adds to its booking: its own part of the story, and the host's own words as they are now. */
async function told(
  app: App,
  work: LetterWork,
  booking: Booking,
): Promise<Pick<LetterFacts, "was" | "reminder" | "others" | "again" | "own">> {
  const { was, reminder, others, again, letter } = work;
  const { words } = await getLetterWords(app.kv, booking.hosts[0]!, booking.type.id);
  const own = words[reminder ?? letter];
  return {
    ...(was ? { was: await heardBefore(app, work, was) } : {}),
    ...(reminder ? { reminder } : {}),
    ...(others ? { others } : {}),
    ...(again ? { again } : {}),
    ...(own ? { own } : {}),
  };
}

/** The time that a letter's reader heard of last: what an earlier letter would have told and was overtaken, nobody knows. */
async function heardBefore(app: App, work: LetterWork, was: Span): Promise<Span> {
  const earlier = (await listJobsOfBooking(app.kv, work.bookingId)).flatMap((
    { work: each, state },
  ) =>
    each.kind === "letter" && each.letter === work.letter && each.hostId === work.hostId &&
      each.was && each.sequence < work.sequence
      ? [{
        sequence: each.sequence,
        was: each.was,
        isHeard: state === "done" || state === "running",
      }]
      : []
  ).sort((a, b) => b.sequence - a.sequence);
  let heard = was;
  for (const letter of earlier) {
    if (letter.isHeard) break;
    heard = letter.was;
  }
  return heard;
}

async function linksOf(
  app: App,
  work: LetterWork,
  booking: Booking,
  host: Host,
): Promise<LetterFacts["links"]> {
  const bookingAt = (token: string) => `${app.baseUrl}/booking/${token}`;
  const own = work.to === "guest"
    ? bookingAt(await openGuestLink(app, booking))
    : bookingAt(await openHostLink(app, booking, host.id));
  return {
    guest: work.to === "guest" ? own : "",
    confirm: work.to === "host" ? `${own}/confirm` : "",
    reject: work.to === "host" ? `${own}/reject` : "",
    prove: work.letter === "prove-address"
      ? `${app.baseUrl}/prove/${await openProof(app, booking)}`
      : "",
    page: app.baseUrl + await pickerBehind(app, booking, host),
    inbox: `${app.baseUrl}/dashboard/bookings/${booking.id}`,
  };
}

/** Gives a letter to the mail server: what stays wrong with it ends the job, everything else is thrown and tried again. */
export async function post(app: App, letter: Letter): Promise<JobEnd> {
  if (!app.sendMail) return { state: "kept" };
  try {
    await app.sendMail(letter);
    return { state: "done" };
  } catch (error) {
    if (!(error instanceof MailProblem)) throw error;
    const sentence = inWords(error);
    if (error.isFinal) return { state: "failed", error: sentence };
    throw new Error(sentence, { cause: error });
  }
}

function inWords({ trouble, said }: MailProblem): string {
  return say(wordsFor("en").letters.troubles[trouble], { said: cleaned(said) }).trim();
}
