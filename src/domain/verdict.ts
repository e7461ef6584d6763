import type { Verdict } from "./journal/event.ts";
import type { Freeze } from "./train.ts";
import type { Finding } from "./word.ts";

/** What the freeze guard looks at. The title is hostile text. */
export interface Asking {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** Whether a change may board the frozen branch, and why, in words for the person who asks. */
export const judge = (
  asking: Asking,
  freeze: Freeze,
  findings: readonly Finding[],
): { readonly verdict: Verdict; readonly reason: string } => {
  const linked = findings.find((each) => each.closed === undefined && mentions(`${asking.title}\n${asking.body}`, each.id));
  if (linked !== undefined) return { verdict: "admitted", reason: `Boards: it mends finding ${linked.id}.` };
  if (asking.labels.includes(freeze.label)) return { verdict: "admitted", reason: `Boards: it carries the label ${freeze.label}.` };
  const type =
    /^([a-z]+)(?:\([^)]*\))?!?:/i.exec(asking.title)?.[1]?.toLowerCase() ?? (/^Revert "/.test(asking.title) ? "revert" : undefined);
  if (type !== undefined && freeze.admits.includes(type))
    return { verdict: "admitted", reason: `Boards: ${type} is admitted after the freeze.` };
  const admitted = freeze.admits.join(", ");
  return {
    verdict: "refused",
    reason: `The branch is frozen: ${type === undefined ? "this change" : type} must wait; only ${admitted} or the label ${freeze.label} boards.`,
  };
};

const mentions = (text: string, id: string): boolean => new RegExp(`(^|[^A-Za-z0-9])${id}([^A-Za-z0-9]|$)`).test(text);
