import type { Comparison, KeptCommit } from "../../domain/change.ts";
import type { Signature } from "../../domain/commit.ts";
import { botTest, type PeopleRules } from "../../domain/person.ts";
import { carriedToo, pickCandidates, pickCandidatesWithin } from "../../domain/pick-candidates.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { LocalClone } from "../../domain/ports/local-clone.ts";
import { readRange } from "./read-range.ts";

interface Comparing {
  readonly clone: LocalClone;
  readonly kept: readonly KeptCommit[];
  /** Commits that only the previous release has. */
  readonly previous: readonly KeptCommit[];
  readonly to: ObjectId;
  /** Head of the main branch, where backports come from. */
  readonly main: ObjectId | undefined;
  readonly people: PeopleRules;
}

/**
 * What commits have in common beyond their ids: the same change twice, the same change in the previous release, the author of what a bot carried over,
 * co-authors by `.mailmap`. Asks git only about commits that look like it.
 */
export const compareCommits = async (comparing: Comparing): Promise<Comparison> => {
  const { clone, kept, previous, to } = comparing;
  const within = pickCandidatesWithin(kept);
  const carried = carriedToo(kept, previous);
  const across = pickCandidates(
    kept.filter(({ id }) => !carried.has(id)),
    previous,
  );
  const [patches, originals, mapped] = await Promise.all([
    clone.comparison.patches([...new Set([...within, ...across].flat())]),
    originalsOf(comparing),
    mappingOf(clone, kept, to),
  ]);
  const same = across
    .filter(([one, other]) => patches.get(one) !== undefined && patches.get(one) === patches.get(other))
    .map(([one]) => one);
  return { patches, originals, released: new Set([...carried, ...same, ...namedBy(kept, previous)]), mapped };
};

/** Commits that one of the others names as its original, or that name one of them. */
const namedBy = (kept: readonly KeptCommit[], others: readonly KeptCommit[]): readonly ObjectId[] => {
  if (others.length === 0) return [];
  const originals = new Set(others.flatMap(({ message }) => message.pickedFrom.map(beginning)));
  const ids = new Set(others.map(({ id }) => beginning(id)));
  return kept
    .filter(({ id, message }) => originals.has(beginning(id)) || message.pickedFrom.some((each) => ids.has(beginning(each))))
    .map(({ id }) => id);
};

/** Trailers may shorten an id. */
const beginning = (id: string): string => id.slice(0, 7);

/** Who wrote what a bot carried to this branch: by the trailer, by the number it names, or by what it changes. */
const originalsOf = async ({ clone, kept, previous, to, main, people }: Comparing): Promise<ReadonlyMap<ObjectId, Signature>> => {
  const isBot = botTest(people.bots);
  const carried = kept.filter(
    ({ author, mapped, message }) => isBot(mapped ?? author) && !message.dependency && !message.coAuthors.some((each) => !isBot(each)),
  );
  const [named, others] = [
    carried.filter(({ message }) => message.pickedFrom.length > 0),
    carried.filter(({ message }) => message.backportOf !== undefined),
  ];
  const found = new Map(await byTrailer(clone, named, to));
  const left = others.filter(({ id }) => !found.has(id));
  if (left.length === 0) return found;
  const near = byNumber(left, [...kept, ...previous]);
  const far = left.filter(({ id }) => !near.has(id));
  const onMain = far.length === 0 || main === undefined ? [] : (await readRange(clone.history, { to: main, from: to })).kept;
  return new Map([...found, ...near, ...byNumber(far, onMain)]);
};

const byTrailer = async (
  clone: LocalClone,
  named: readonly KeptCommit[],
  to: ObjectId,
): Promise<readonly (readonly [ObjectId, Signature])[]> => {
  if (named.length === 0) return [];
  const resolved = await Promise.all(
    named.map(async ({ id, message }) => ({ id, original: await clone.refs.commitOf(message.pickedFrom[0] ?? "") })),
  );
  const authors = await clone.comparison.authorsOf([...new Set(resolved.flatMap(({ original }) => original ?? []))], to);
  return resolved.flatMap(({ id, original }) => {
    const author = authors.get(original ?? "");
    return author === undefined ? [] : [[id, author] as const];
  });
};

const byNumber = (carried: readonly KeptCommit[], among: readonly KeptCommit[]): ReadonlyMap<ObjectId, Signature> => {
  const byPull = new Map<number, KeptCommit>();
  for (const commit of among) if (commit.message.pull !== undefined && commit.parents.length < 2) byPull.set(commit.message.pull, commit);
  return new Map(
    carried.flatMap(({ id, message }) => {
      const original = message.backportOf === undefined ? undefined : byPull.get(message.backportOf);
      return original === undefined || original.id === id ? [] : [[id, original.mapped ?? original.author] as const];
    }),
  );
};

const mappingOf = async (clone: LocalClone, kept: readonly KeptCommit[], to: ObjectId): Promise<(who: Signature) => Signature> => {
  const people = new Map(kept.flatMap(({ message }) => message.coAuthors.map((each) => [keyOf(each), each] as const)));
  if (people.size === 0) return (who) => who;
  const mapped = await clone.comparison.mapped([...people.values()], to);
  const byKey = new Map([...people.keys()].map((key, at) => [key, mapped[at]]));
  return (who) => byKey.get(keyOf(who)) ?? who;
};

const keyOf = ({ name, email }: Signature): string => `${email}\0${name}`;
