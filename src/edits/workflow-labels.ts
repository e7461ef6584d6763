import { isMap, isScalar, isSeq, parseAllDocuments } from "yaml";
import { type Expression, parseExpression, within } from "./workflow-expression.ts";

/** One comparison of a workflow with a pull request's labels, and the expression it stands in. */
export interface LabelTest {
  /** A whole label's name, or a part of one. GitHub compares both without regard to case. */
  readonly is: "whole" | "part" | "start" | "end";
  readonly text: string;
  readonly expression: string;
}

/** Workflows longer than this are no workflows that GitHub takes. */
const longest = 200_000;

/**
 * What a workflow that follows pull requests compares their labels with, by the structure of its YAML and its expressions: an `if`, or a
 * `${{ … }}` anywhere. What scripts compare by themselves cannot be seen, and a file that is no workflow compares nothing.
 */
export const labelTests = (workflow: string): readonly LabelTest[] => {
  try {
    return workflow.length > longest ? [] : testsIn(workflow);
  } catch (error) {
    // Nested deeper than the stack: nobody's workflow.
    if (error instanceof RangeError) return [];
    throw error;
  }
};

/** Whether a comparison is true of a label. */
export const matches = ({ is, text }: LabelTest, label: string): boolean => {
  const [one, other] = [label.toLowerCase(), text.toLowerCase()];
  switch (is) {
    case "whole":
      return one === other;
    case "part":
      return one.includes(other);
    case "start":
      return one.startsWith(other);
    case "end":
      return one.endsWith(other);
  }
};

const testsIn = (workflow: string): readonly LabelTest[] => {
  const documents = parseAllDocuments(workflow, { schema: "failsafe", logLevel: "silent", prettyErrors: false });
  // What GitHub cannot read it does not run.
  const [root] = Array.isArray(documents) ? documents.filter((each) => each.errors.length === 0).map((each) => each.contents) : [];
  if (!isMap(root) || !followsPulls(root.get("on", true))) return [];
  return expressionsIn(root, "").flatMap((expression) => {
    const parsed = parseExpression(expression);
    return parsed === undefined ? [] : within(parsed).flatMap((each) => testOf(each).map((test) => ({ ...test, expression })));
  });
};

const followsPulls = (on: unknown): boolean => {
  const names = isScalar(on) ? [on] : isSeq(on) ? on.items : isMap(on) ? on.items.map((each) => each.key) : [];
  return names.some((each) => isScalar(each) && /^(?:pull_request(?:_target)?|workflow_call)$/.test(String(each.value)));
};

/** The value of an `if` is an expression with or without braces; aliases are not followed, so that none can be multiplied. */
const expressionsIn = (node: unknown, key: string): readonly string[] => {
  if (isMap(node)) return node.items.flatMap((each) => expressionsIn(each.value, isScalar(each.key) ? String(each.key.value) : ""));
  if (isSeq(node)) return node.items.flatMap((each) => expressionsIn(each, ""));
  if (!isScalar(node) || typeof node.value !== "string") return [];
  const braced = bracedIn(node.value);
  return key === "if" && braced.length === 0 ? [node.value.trim()] : braced;
};

const bracedIn = (text: string): readonly string[] =>
  text
    .split("${{")
    .slice(1)
    .flatMap((part) => {
      const end = part.indexOf("}}");
      return end < 0 ? [] : [part.slice(0, end).trim()];
    });

type Test = Omit<LabelTest, "expression">;

const testOf = (expression: Expression): readonly Test[] => {
  if (expression.is === "operation" && (expression.operator === "==" || expression.operator === "!=")) {
    const text = expression.parts.find((each) => each.is === "text");
    return text !== undefined && expression.parts.some(isOneLabel) ? [{ is: "whole", text: text.text }] : [];
  }
  if (expression.is !== "call") return [];
  const [searched, wanted] = expression.given;
  if (searched === undefined || wanted?.is !== "text") return [];
  switch (expression.name) {
    case "contains":
      return isAllLabels(searched)
        ? [{ is: "whole", text: wanted.text }]
        : within(searched).some(isOfLabels)
          ? [{ is: "part", text: unquoted(wanted.text) }]
          : [];
    case "startswith":
      return isOneLabel(searched) ? [{ is: "start", text: wanted.text }] : [];
    case "endswith":
      return isOneLabel(searched) ? [{ is: "end", text: wanted.text }] : [];
    default:
      return [];
  }
};

/** `contains(toJSON(…labels.*.name), '"bump minor"')` compares a whole name by its quotes. */
const unquoted = (text: string): string => text.replaceAll('"', "");

const endsIn = (expression: Expression, ...end: readonly string[]): boolean =>
  expression.is === "path" && end.every((part, at) => expression.path.at(at - end.length) === part);

const isAllLabels = (expression: Expression): boolean => endsIn(expression, "labels", "*", "name");
const isOneLabel = (expression: Expression): boolean => endsIn(expression, "label", "name");
const isOfLabels = (expression: Expression): boolean =>
  isAllLabels(expression) || isOneLabel(expression) || endsIn(expression, "pull_request", "labels");
