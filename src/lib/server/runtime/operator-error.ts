/** An error that the operator can fix; the message is the sentence. */
export class OperatorError extends Error {}
