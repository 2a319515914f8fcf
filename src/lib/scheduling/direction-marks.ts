/** Characters that change the direction of the text around them (Unicode UAX #9) and show nothing themselves. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]/g;

/** A text without characters that could show what stands beside it in another order. */
export function withoutDirectionMarks(text: string): string {
  return text.replace(directionMarks, "");
}
