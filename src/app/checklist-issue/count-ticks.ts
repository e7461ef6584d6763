import { ReleaseError } from "../../domain/errors.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import type { TrainPerson } from "../../domain/train.ts";
import { linesOf, tickLine } from "../../texts/render-checklist.ts";
import { loadUnderWay, say } from "../load-release.ts";
import type { AppParts } from "../parts.ts";
import { type Markable, markables } from "./markable.ts";

/** An edit of an issue as the forge told of it: who, and how the text read before and after. All of it is hostile. */
export interface IssueEdit {
  readonly repository: string;
  readonly number: string;
  readonly editor: { readonly login: string; readonly isPerson: boolean };
  /** Nothing where the edit left the text alone. */
  readonly before: string | undefined;
  readonly after: string;
  readonly at: string;
}

/** What an edit came to. */
export type Ticks =
  | { readonly is: "none"; readonly why: string }
  | { readonly is: "counted"; readonly version: string; readonly by: string; readonly items: readonly string[] }
  | { readonly is: "refused"; readonly why: string };

/**
 * Takes the boxes that one edit turned from open to ticked as the editor's word. A line counts only as it stands in the list that Signalbox wrote,
 * letter by letter, with what it is made of now; and only while the issue still shows it ticked: the event is a hint, the issue is looked at.
 */
export const countTicks = async (parts: AppParts, edit: IssueEdit): Promise<Ticks> => {
  const { train } = parts;
  if (edit.repository.toLowerCase() !== train.repository.name.toLowerCase())
    return none(`${edit.repository} is not the train's repository`);
  const state = (await loadUnderWay(parts)).find(({ checklistIssue }) => isNumber(checklistIssue?.stands, edit.number));
  if (state === undefined) return none(`#${edit.number} is no checklist of a release under way`);
  if (edit.before === undefined) return none("its text was not changed");
  const ticked = tickedIn(parts, state, edit.before, edit.after);
  if (ticked.length === 0) return none("no box that waits for a person was ticked");
  const person = await editorOf(parts, edit);
  if (typeof person === "string") return { is: "refused", why: person };
  return mark(parts, state, edit, person, ticked);
};

const none = (why: string): Ticks => ({ is: "none", why });

const isNumber = (stands: NonNullable<ReleaseState["checklistIssue"]>["stands"] | undefined, number: string): boolean =>
  stands?.is === "opened" && stands.number === number;

/** Items whose line was there open once, and then ticked once. */
const tickedIn = ({ kinds }: AppParts, state: ReleaseState, before: string, after: string): readonly Markable[] => {
  const [was, is] = [linesOf(before), linesOf(after)];
  return markables(state, kinds).filter((each) => {
    const [open, ticked] = linesFor(state, each);
    return was.get(open) === 1 && !was.has(ticked) && is.get(ticked) === 1 && !is.has(open);
  });
};

const linesFor = ({ plan }: ReleaseState, { item, tick }: Markable): readonly [open: string, ticked: string] => {
  const line = { id: item, tick, title: plan?.items.find(({ id }) => id === item)?.title ?? "" };
  return [tickLine(line, "open"), tickLine(line, "ticked")];
};

/** The person who edited, or why the edit is nobody's word. */
const editorOf = async ({ train, ports }: AppParts, { editor }: IssueEdit): Promise<TrainPerson | string> => {
  const isEditor = (login: string | undefined): boolean => login?.toLowerCase() === editor.login.toLowerCase();
  if (!editor.isPerson) return `${editor.login} is no person`;
  const person = train.people.find(({ github }) => isEditor(github));
  if (person === undefined) return `${editor.login} is the account of nobody under people:`;
  if (isEditor(await ownLogin(ports)))
    return `${editor.login} is the account that Signalbox writes with, so its ticks cannot be told from ours; give Signalbox an account of its own`;
  // An unsigned entry of somebody whose key is known would make the shared journal unreadable, and rightly so.
  if (person.signingKey !== undefined && train.store !== undefined)
    return `what ${person.name} says counts only where ${person.name} signs it; type the command that the line shows`;
  return person;
};

/** A token of a workflow or an app belongs to no account, and its edits are a bot's. */
const ownLogin = async ({ access }: AppParts["ports"]): Promise<string | undefined> => {
  try {
    return (await access.credential()).login;
  } catch (error) {
    if (error instanceof ReleaseError && error.code === "TOKEN_REFUSED") return undefined;
    throw error;
  }
};

const mark = async (
  parts: AppParts,
  state: ReleaseState,
  { number, at }: IssueEdit,
  person: TrainPerson,
  ticked: readonly Markable[],
): Promise<Ticks> => {
  const { kinds, train, ports } = parts;
  const issue = await ports.issues.get(train.repository.name, number);
  const now = linesOf(issue?.body ?? "");
  const standing = ticked.filter((each) => now.has(linesFor(state, each)[1]) && !now.has(linesFor(state, each)[0]));
  if (standing.length === 0) return { is: "refused", why: "the box is open again; tick it once more if it is done" };
  const theirs = standing.filter((each) => answersFor(person, each, state));
  if (theirs.length === 0)
    return {
      is: "refused",
      why: `${person.name} does not answer for ${standing.map(({ item, owner }) => `${item} (${owner.join(", ")})`).join(", ")}`,
    };
  const evidence = `ticked in ${issue?.url ?? `#${number}`} at ${at}`;
  let counted: readonly string[] = [];
  await say({ ...parts, actor: person.name }, state.version, (latest) => {
    // Decided from the newest record: what changed meanwhile is not what was ticked.
    const open = markables(latest, kinds).filter(({ tick }) => theirs.some((each) => each.tick === tick));
    counted = open.map(({ item }) => item);
    return latest.aborted !== undefined || latest.finishedAt !== undefined ? [] : open.flatMap((each) => each.marks(evidence));
  });
  return { is: "counted", version: state.version, by: person.name, items: counted };
};

/** The captain answers for everything, and so do those whom the item names, by name or by role. */
const answersFor = ({ name, roles }: TrainPerson, { owner }: Markable, { captain }: ReleaseState): boolean =>
  name === captain || owner.some((each) => each === name || roles.includes(each));
