import type { Begun } from "../checklist/begun.ts";
import { authorOf, type RawCommit } from "../domain/commit.ts";
import { explain } from "../domain/errors.ts";
import type { Order } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { textAt } from "../domain/known.ts";
import { logDigest, logTxt } from "../domain/log-txt.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import type { Survey } from "../domain/survey.ts";
import type { Train } from "../domain/train.ts";
import { parseVersion, tagFor } from "../domain/version.ts";
import { chooseVersion } from "./choose-version.ts";
import { contentsOf } from "./contents-of.ts";
import { fillAll } from "./fill-all.ts";
import type { AppParts } from "./parts.ts";
import { sectionIn } from "./section-in.ts";
import { type Contributions, contributionsOf } from "./survey-contributors.ts";
import { namesOf } from "./template-names.ts";

/** Reads everything a plan needs from the world and changes nothing. With a state, the release is under way and keeps its start. */
export const takeSurvey = async (
  parts: AppParts,
  order: Order,
  state: ReleaseState | undefined,
  { launched, adopting = false }: Pick<Begun, "launched"> & { readonly adopting?: boolean },
): Promise<Survey> => {
  const { train, ports, onReading } = parts;
  const repository = train.repository.name;
  onReading("branches and tags");
  const [tags, main, branch] = await Promise.all([
    ports.refs.list(repository, "refs/tags/"),
    ports.refs.look(repository, `refs/heads/${train.repository.main}`),
    ports.refs.look(repository, `refs/heads/${fill(train.repository.branch, order.version)}`),
  ]);
  if (main === undefined) throw await mainUnknown(parts);
  const own = adopting ? tagOf(train, order.version) : undefined;
  const names = tags.map((each) => each.ref.slice("refs/tags/".length)).filter((each) => each !== own);
  const chosen = state?.plan === undefined ? chooseVersion(train, names, order.version, order.reason ?? "under way") : undefined;
  const previousTag = chosen?.previous.tag ?? tagOf(train, state?.plan?.previous ?? "");
  const previous = tags.find((each) => each.ref === `refs/tags/${previousTag}`);
  if (previous === undefined) throw explain("NO_PREVIOUS_TAG", { pattern: train.repository.tag, version: order.version });
  const isPatch = order.picks.length > 0;
  const begunAt = adopting && !isPatch && branch !== undefined ? await cutByHand(parts, branch.commit, main.commit) : undefined;
  const base = cutAt(state) ?? begunAt ?? (isPatch ? previous.commit : main.commit);
  const tag = tags.find((each) => each.ref === `refs/tags/${tagOf(train, order.version)}`);
  if (!adopting) refuseTaken(train, order, { tag, branch, base, state });
  // Once it is tagged, a release holds what the tag holds, whatever becomes of its branch.
  const upTo = (launched ? tag?.commit : undefined) ?? (branch !== undefined && state !== undefined ? branch.commit : base);
  onReading("commits");
  const told = await toldOf(parts, { upTo, previous: previous.commit, picks: order.picks, isPatch, base });
  if (told === undefined) throw explain("NOTHING_NEW", { previous: previousTag, branch: train.repository.main });
  const boarded = upTo === base ? [] : await ports.history.log(repository, { to: upTo, without: [base] });
  const log = logDigest();
  if (told.log !== undefined) log.take(told.log);
  else await ports.history.logTxt(repository, { to: upTo, without: [previous.commit] }, log.take);
  onReading("files");
  const written = await writtenOn(parts, { base, head: upTo === base ? (branch?.commit ?? base) : upTo }, order.version);
  return {
    previous: {
      version: chosen === undefined ? (state?.plan?.previous ?? "") : previousVersionText(train, previousTag),
      tag: previousTag,
      commit: previous.commit,
    },
    base,
    branchHead: state === undefined ? undefined : branch?.commit,
    boarded: boarded.map(({ id }) => id),
    mainHead: main.commit,
    tag: tag === undefined ? undefined : { object: tag.object, commit: tag.commit },
    ...(written === undefined ? {} : { written }),
    log: log.end(),
    ...(await contentsOf(parts, { head: upTo, mainHead: main.commit, versions: [order.version, previousVersionText(train, previousTag)] })),
    changes: told.changes,
    people: told.people,
    notes: told.notes,
  };
};

/** What the changelog says of a version since the branch was cut. */
const writtenOn = async (
  { train, ports }: AppParts,
  { base, head }: { readonly base: ObjectId; readonly head: ObjectId },
  version: string,
): Promise<string | undefined> => {
  if (train.changelog === undefined || head === base) return undefined;
  const file = fill(train.changelog.file, version);
  const texts = await Promise.all([base, head].map((commit) => ports.objects.file(train.repository.name, commit, file)));
  const [before, now] = texts.map((text) => (text === undefined ? undefined : sectionIn(text, version)));
  return now === before ? undefined : now;
};

interface Told extends Contributions {
  /** Of a patch, which picks what it brings; undefined where git writes it. */
  readonly log: Uint8Array | undefined;
}

/** What is new, and who did it; undefined where nothing is. The commits themselves are let go: of a long history they are the most there is. */
const toldOf = async (parts: AppParts, range: Range): Promise<Told | undefined> => {
  const commits = await commitsOf(parts, range);
  if (commits.length === 0) return undefined;
  const { changes, people, notes } = await contributionsOf(parts, commits, range.previous);
  const isAll = commits.length < mostTold;
  const more = `More than ${mostTold} commits are new; the texts tell of the newest ${mostTold} only, and log.txt of all.`;
  return { changes, people, notes: isAll ? notes : [...notes, more], log: range.isPatch ? logTxt(commits) : undefined };
};

interface Range {
  readonly upTo: ObjectId;
  readonly previous: ObjectId;
  readonly picks: readonly string[];
  readonly isPatch: boolean;
  readonly base: ObjectId;
}

/** Nobody reads more, and a plan that holds a million commits would not fit into memory. */
const mostTold = 20_000;

/** The release before is not known yet when its own branch is looked for. */
const fill = (template: string, version: string): string => fillAll(template, namesOf(version, ""));

const tagOf = (train: Train, version: string): string => {
  const parsed = parseVersion(version);
  return parsed === undefined ? "" : tagFor(train.repository.tag, parsed);
};

const previousVersionText = (train: Train, tag: string): string => {
  const [before = "", after = ""] = train.repository.tag.split("{version}");
  return tag.slice(before.length, tag.length - after.length);
};

/** Where people cut the branch: before the first commit that main does not have. */
const cutByHand = async ({ train, ports }: AppParts, branch: ObjectId, main: ObjectId): Promise<ObjectId> => {
  const own = await ports.history.log(train.repository.name, { to: branch, without: [main] });
  return own.at(-1)?.parents[0] ?? branch;
};

/** Where the release was cut, once the plan has fixed it. */
const cutAt = (state: ReleaseState | undefined): ObjectId | undefined =>
  textAt(state?.plan?.items.find((each) => each.id === "cut-branch")?.steps[0]?.input, "commit");

/**
 * What users have not had yet: neither our own commits and the pull requests that carried them, nor what the previous release took from this
 * branch, or gave to it, under another id.
 */
const commitsOf = async ({ train, ports }: AppParts, range: Range): Promise<readonly RawCommit[]> => {
  const { name: repository, committer } = train.repository;
  const isOurs = (each: RawCommit): boolean => authorOf(each).email === committer.email;
  const since = await ports.history.log(repository, { to: range.upTo, without: [range.previous], most: mostTold });
  // Of more commits than are told of, those that the previous release has under another id are not looked for.
  const fresh =
    range.isPatch || since.length >= mostTold
      ? undefined
      : await ports.history.missingOn(repository, { on: range.upTo, other: range.previous });
  const isFresh = fresh === undefined ? () => true : idsAmong(fresh);
  const isOwnHead = idsAmong(since.filter(isOurs));
  const inRange = since.filter((each) => !isOurs(each) && (each.parents.length > 1 ? !isOwnHead({ id: each.parents[1] }) : isFresh(each)));
  if (!range.isPatch || inRange.length > 0) return inRange;
  const picked = await Promise.all(range.picks.map((pick) => ports.history.log(repository, { to: pick, without: [range.previous] })));
  return picked.flatMap((each, at) => each.filter((commit) => commit.id === range.picks[at])).reverse();
};

const idsAmong = (commits: readonly RawCommit[]): ((each: { readonly id: string | undefined }) => boolean) => {
  const ids = new Set<string | undefined>(commits.map((each) => each.id));
  return ({ id }) => ids.has(id);
};

const mainUnknown = async ({ train, ports }: AppParts) => {
  const heads = await ports.refs.list(train.repository.name, "refs/heads/");
  return explain("MAIN_UNKNOWN", {
    branch: train.repository.main,
    known:
      heads
        .map((each) => each.ref.slice("refs/heads/".length))
        .slice(0, 10)
        .join(", ") || "none",
  });
};

/** Before the start, a tag or branch of the release's name that stands elsewhere is somebody else's. */
const refuseTaken = (
  train: Train,
  order: Order,
  found: {
    readonly tag: { readonly commit: ObjectId } | undefined;
    readonly branch: { readonly commit: ObjectId } | undefined;
    readonly base: ObjectId;
    readonly state: ReleaseState | undefined;
  },
): void => {
  if (found.state !== undefined) return;
  if (found.tag !== undefined)
    throw explain("TAG_TAKEN", { tag: tagOf(train, order.version), found: found.tag.commit, wanted: "a commit of this release" });
  if (found.branch !== undefined && found.branch.commit !== found.base) {
    throw explain("BRANCH_TAKEN", { branch: fill(train.repository.branch, order.version), found: found.branch.commit, wanted: found.base });
  }
};
