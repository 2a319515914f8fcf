/** Early returns: each `if` without `else` whose branch ends in `return`, `throw`, `continue` or `break`. */
import ts from "typescript";

export interface Guard {
  file: string;
  /** The function it stands in, or "" for none. */
  place: string;
  /** On one line; one that stands in its function more than once has a number after it. */
  text: string;
  /** Where the statement begins and ends in its file. */
  start: number;
  end: number;
  /** Where its condition begins and ends. */
  condition: { start: number; end: number };
}

/** The early returns of a file, in the order in which they stand. */
export function findGuards(file: string, source: string): Guard[] {
  const guards: Guard[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isIfStatement(node) && isEarlyReturn(node)) {
      const { expression } = node, place = placeOf(node);
      const text = node.getText().replace(/\s+/g, " ");
      const same = guards.filter((other) => other.place === place && isText(other.text, text));
      guards.push({
        file,
        place,
        text: same.length === 0 ? text : `${text} // ${same.length + 1}`,
        start: node.getStart(),
        end: node.getEnd(),
        condition: { start: expression.getStart(), end: expression.getEnd() },
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return guards;
}

/** The source, in which each early return also asks `guardStands` with its number; `first` is that of the first. */
export function withSwitches(source: string, guards: readonly Guard[], first: number): string {
  const marks = guards.flatMap(({ condition: { start, end } }, n) => [
    { at: start, mark: `globalThis.guardStands?.(${first + n}) !== false && (` },
    { at: end, mark: ")" },
  ]);
  return marks.toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, mark }) => text.slice(0, at) + mark + text.slice(at), source);
}

/** The source without one of its early returns. */
export function withoutGuard(source: string, { start, end }: Guard): string {
  return source.slice(0, start) + source.slice(end);
}

function isEarlyReturn({ thenStatement, elseStatement }: ts.IfStatement): boolean {
  const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  return !elseStatement && last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last) ||
      ts.isBreakStatement(last));
}

/** The nearest function with a name, or what one without is given to. */
function placeOf(node: ts.Node): string {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at)) {
      if (at.name) return at.name.getText();
    }
  }
  return "";
}

function isText(text: string, other: string): boolean {
  return text.replace(/ \/\/ \d+$/, "") === other;
}
