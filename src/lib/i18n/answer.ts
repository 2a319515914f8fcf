import type { BookingAnswer } from "$lib/scheduling/booking-questions.ts";
import { labelled } from "./label.ts";
import { messages } from "./messages.ts";

/** Questions and answers as a person reads them: a ticked box is "Yes" in their language. */
export function answersFor(
  answers: readonly BookingAnswer[],
  language: string,
): { question: string; answer: string }[] {
  const { yes, no } = messages(language).booking.answers;
  return answers.map(({ question, answer }) => ({
    question,
    answer: typeof answer === "string" ? answer : answer ? yes : no,
  }));
}

/** The same as lines of a text: "Parking?: Yes". */
export function answerLines(answers: readonly BookingAnswer[], language: string): string[] {
  return answersFor(answers, language)
    .map(({ question, answer }) => labelled(question, answer, language));
}
