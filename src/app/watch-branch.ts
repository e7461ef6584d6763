import type { Edit } from "../domain/edit.ts";
import type { Boarded, Event } from "../domain/journal/event.ts";
import type { ReleaseState, StepRecord } from "../domain/journal/state.ts";
import { factOf, textAt } from "../domain/known.ts";
import { factOfRelease, progressOf, type StepProgress } from "../domain/progress.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { boardingEvents } from "./board.ts";
import { editsOf } from "./edits-of.ts";
import type { AppParts } from "./parts.ts";

const starts = ["cut-branch/push-branch", "pick-fixes/push-commits"];
const writing = ["write-changelog", "bump-version"];
const ownCommits = writing.map((item) => `${item}/push-commits`);

/** Looks at the release branch between freeze and tag: who wants to board, and whether the branch moved under us. */
export const watchBranch = async (parts: AppParts, state: ReleaseState): Promise<readonly Event[]> => {
  const progress = progressOf(state);
  const branch = frozenBranch(progress);
  if (branch === undefined || isTagged(progress)) return [];
  const verdicts = parts.train.freeze === undefined ? [] : await boardingEvents(parts, state, branch);
  return [...verdicts, ...(await movement(parts, state, progress, branch))];
};

const movement = async (
  parts: AppParts,
  state: ReleaseState,
  progress: readonly StepProgress[],
  branch: string,
): Promise<readonly Event[]> => {
  if (isPushing(progress)) return [];
  const { name: repository, committer } = parts.train.repository;
  const known = knownHead(state, progress);
  const head = (await parts.ports.refs.look(repository, `refs/heads/${branch}`))?.commit;
  if (known === undefined || head === known) return [];
  if (head === undefined) return stop(state, "BRANCH_GONE", `${branch} was deleted; it was at ${known}`);
  if (!(await parts.ports.history.isAncestor(repository, known, head)))
    return stop(state, "BRANCH_REWRITTEN", `${branch} was moved from ${known} to ${head}, which does not contain it`);
  // What we pushed under an earlier plan is ours as well.
  const added = await parts.ports.history.log(repository, { to: head, without: [known, ...ownHeads(state)] });
  const foreign = [...added].reverse().filter((each) => each.author.email !== committer.email || !isUnrecorded(state));
  const boarded = await Promise.all(foreign.map((each) => boardedAs(parts, added, each)));
  const ours = await writtenByPeople(parts, state, foreign);
  const others = boarded.filter(({ commit }) => !ours.has(commit));
  return [...strangers(parts, state, others), { is: "branch-moved", from: known, to: head, boarded }];
};

/** Where people write changelog and version themselves, commits that do nothing else are the release's own. */
const writtenByPeople = async (parts: AppParts, state: ReleaseState, commits: Added): Promise<ReadonlySet<string>> => {
  const edits = editsByPeople(state);
  if (edits.length === 0) return new Set();
  const found = await Promise.all(commits.map(async (each) => ((await isReleasesOwn(parts, edits, each)) ? [each.id] : [])));
  return new Set(found.flat());
};

const isReleasesOwn = async ({ train, ports }: AppParts, edits: readonly Edit[], { id, parents }: Added[number]): Promise<boolean> => {
  const { name: repository } = train.repository;
  const touched = await ports.history.touched(repository, id);
  const isMeant = async (path: string): Promise<boolean> => {
    const own = edits.filter(({ file }) => file === path);
    // What people say of the release is theirs to word; a file that holds the version may hold more, of which only the version may change.
    if (own.length === 0 || own.some((edit) => edit.is === "section")) return own.length > 0;
    const [before, now] = await Promise.all([parents[0] ?? id, id].map((commit) => ports.objects.file(repository, commit, path)));
    return now !== undefined && now === own.reduce((text, edit) => edited(text, edit), before);
  };
  return touched.length > 0 && (await Promise.all(touched.map(isMeant))).every(Boolean);
};

const edited = (text: string | undefined, edit: Edit): string | undefined => {
  const made = applyEdit(text, edit);
  return made.is === "edited" ? made.text : text;
};

const editsByPeople = ({ plan }: ReleaseState): readonly Edit[] =>
  plan === undefined
    ? []
    : plan.items.filter(({ id, by }) => by === "people" && writing.includes(id)).flatMap((each) => editsOf(plan, each));

/** Heads of everything that our own steps have pushed, under whatever input. */
const ownHeads = (state: ReleaseState): readonly string[] =>
  recordsOf(state).flatMap(({ done }) => (done?.facts["commit"] === undefined ? [] : [done.facts["commit"]]));

/** A push of ours may have arrived before its record: only then does the name on a commit, which anyone can write, tell that it is ours. */
const isUnrecorded = (state: ReleaseState): boolean =>
  recordsOf(state).some(({ intent, done }) => intent !== undefined && done === undefined);

const recordsOf = (state: ReleaseState): readonly StepRecord[] =>
  [...state.records].flatMap(([name, record]) => ([...starts, ...ownCommits].some((step) => name.startsWith(`${step} `)) ? [record] : []));

type Added = readonly { readonly id: string; readonly parents: readonly string[]; readonly subject: string }[];

/** The pull request a commit came by. Its subject only claims one: the forge must say that this commit, or the merge that brought it, is its merge. */
const boardedAs = async ({ ports, train }: AppParts, added: Added, commit: Added[number]): Promise<Boarded> => {
  const bearer = pullOf(commit.subject) === undefined ? (mergeOf(added, commit.id) ?? commit) : commit;
  const claimed = pullOf(bearer.subject);
  const pull = claimed === undefined ? undefined : await ports.pulls.get(train.repository.name, claimed);
  return { commit: commit.id, subject: commit.subject, pull: pull?.mergeCommit === bearer.id ? claimed : undefined };
};

/** Commits on the frozen branch that came by no admitted pull request: not stopped, because they are there, but loudly told. */
const strangers = (
  parts: AppParts,
  state: ReleaseState,
  boarded: readonly { readonly commit: string; readonly subject: string; readonly pull: string | undefined }[],
): readonly Event[] => {
  if (parts.train.freeze === undefined) return [];
  const admitted = (pull: string | undefined): boolean => state.verdicts.some((each) => each.pull === pull && each.verdict !== "refused");
  return boarded
    .filter((each) => !admitted(each.pull))
    .map((each) => ({
      is: "alarm",
      code: "BOARDED_UNASKED",
      what: `${each.commit.slice(0, 12)} is on the frozen branch without an admitted pull request: ${each.subject}`,
    }));
};

/** Raises an alarm once and holds the release. */
export const stop = (state: ReleaseState, code: string, what: string): readonly Event[] =>
  state.alarms.some((each) => each.what === what)
    ? []
    : [
        { is: "alarm", code, what },
        { is: "held", reason: `${code}: ${what}` },
      ];

/** The newest head that is explained: our own last commit, or else what the plan was last made on. */
const knownHead = (state: ReleaseState, progress: readonly StepProgress[]): string | undefined =>
  lastFact(progress, ownCommits) ?? state.branchHead ?? lastFact(progress, starts);

const lastFact = (progress: readonly StepProgress[], steps: readonly string[]): string | undefined =>
  steps.map((step) => factOfRelease(progress, factOf(step, "commit"))).findLast((each) => each !== undefined);

const frozenBranch = (progress: readonly StepProgress[]): string | undefined => {
  const cut = progress.find(({ step }) => step.id === "cut-branch/push-branch");
  return cut?.standing.is === "done" ? textAt(cut.standing.input, "branch") : undefined;
};

const isTagged = (progress: readonly StepProgress[]): boolean => {
  const tag = progress.find(({ step }) => step.kind === "push-tag")?.standing;
  return tag?.is === "done" || (tag?.is === "ready" && tag.record.intent !== undefined);
};

/** Our own push may be on its way: what we see now would be mistaken for somebody else's. */
const isPushing = (progress: readonly StepProgress[]): boolean =>
  progress.some(
    ({ step, standing }) =>
      [...starts, ...ownCommits].includes(step.id) &&
      standing.is === "ready" &&
      standing.record.intent !== undefined &&
      standing.record.parked === undefined,
  );

const pullOf = (subject: string): string | undefined =>
  /\(#(\d+)\)$/.exec(subject)?.[1] ?? /^Merge pull request #(\d+) /.exec(subject)?.[1];

/** The merge commit that brought a commit onto the branch, where there is one. */
const mergeOf = (added: Added, commit: string): Added[number] | undefined => added.find((each) => each.parents.slice(1).includes(commit));
