import { type Judged, judgedBy, listed, nothingToCompare } from "./judged.ts";

/** What a release holds since the one before, and what its section of the changelog says of that. */
export interface RangeFacts {
  /** The release before; null when everything counts. */
  readonly previous: { readonly version: string; readonly tag: string } | null;
  readonly commits: number;
  readonly merges: number;
  /** Pull requests among them. */
  readonly pulls: number;
  /** Changes to tell people about. */
  readonly changes: number;
  /** What the section refers to; null where there is no section. */
  readonly references: {
    readonly listed: number;
    /** Numbers that no commit of the range names. */
    readonly outside: readonly number[];
  } | null;
  /** The tag that the section's heading compares with; null where it does not. */
  readonly comparedWith: { readonly tag: string; readonly isPreRelease: boolean } | null;
}

/** Holds the range against the section that people wrote: where it compares from, and whether what it lists was there. `rangeOf` names the release whose range names a number. */
export const judgeRange = (facts: RangeFacts, rangeOf: (number: number) => string | undefined): Judged<RangeFacts> => {
  const { references, comparedWith } = facts;
  if ((references === null || references.listed === 0) && comparedWith === null) return nothingToCompare(facts);
  return judgedBy(facts, [...comparison(facts), ...outside(references?.outside ?? [], rangeOf)]);
};

const comparison = ({ comparedWith, previous }: RangeFacts): readonly string[] => {
  if (comparedWith === null || comparedWith.tag === previous?.tag) return [];
  const from = previous === null ? "everything counts, because nothing was released before" : `the range begins at ${previous.tag}`;
  const reason = comparedWith.isPreRelease ? "; a pre-release begins no range" : "";
  return [`Their section compares with ${comparedWith.tag}, and ${from}${reason}.`];
};

const outside = (numbers: readonly number[], rangeOf: (number: number) => string | undefined): readonly string[] =>
  Map.groupBy(numbers, rangeOf)
    .entries()
    .map(([version, some]) => {
      const [names, is] = [listed(some.map((number) => `#${number}`)), some.length === 1 ? "is" : "are"];
      return version === undefined
        ? `${names} ${is} listed, and no commit of the releases looked at names ${some.length === 1 ? "it" : "them"}: an issue, or work from before or from elsewhere.`
        : `${names} ${is} listed, and came with ${version}.`;
    })
    .toArray();
