/** A change to one line of a rule, and the tests that must notice it. */
export interface Mutation {
  /** What is broken, in the words of the rule. */
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replaceBy: string;
  /** Test files, the one that should notice first. */
  tests: string[];
}
