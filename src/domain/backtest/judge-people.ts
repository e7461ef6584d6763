import type { Contributor } from "../contributor.ts";
import { type Judged, judgedBy, listed, nothingToCompare, unknown } from "./judged.ts";

/** Who took part, and who of those that the changelog's section names by account is known. */
export interface PeopleFacts {
  /** E-mails of authors after `.mailmap`, bots included, as `git shortlog` counts. */
  readonly authors: number;
  /** Human beings, one for each however many e-mails they have. */
  readonly external: number;
  readonly staff: number;
  readonly bots: number;
  /** Null where nobody could be known before. */
  readonly firstTime: number | null;
  readonly doubtful: number | null;
  /** Accounts that the section names; null where it names none. */
  readonly thanked: { readonly accounts: number; readonly unknown: readonly string[] } | null;
}

/** Holds those who took part against the accounts that the section names. */
export const judgePeople = (
  contributors: readonly Contributor[],
  counts: Pick<PeopleFacts, "authors" | "firstTime" | "doubtful">,
  section: string | undefined,
): Judged<PeopleFacts> => {
  const of = (kind: Contributor["kind"]): number => contributors.filter((each) => each.kind === kind).length;
  const named = accountsIn(section ?? "");
  const known = new Set(contributors.flatMap(({ handle }) => (handle === undefined ? [] : [plain(handle)])));
  const strange = named.filter((account) => !known.has(plain(account)));
  const facts: PeopleFacts = {
    ...counts,
    external: of("external"),
    staff: of("staff"),
    bots: of("bot"),
    thanked: named.length === 0 ? null : { accounts: named.length, unknown: strange },
  };
  if (named.length === 0) return nothingToCompare(facts);
  if (strange.length === 0) return judgedBy(facts, []);
  const accounts = listed(strange.map((account) => `@${account}`));
  const nameless = contributors.filter(({ kind, handle }) => kind !== "bot" && handle === undefined).length;
  if (strange.length > nameless) return judgedBy(facts, [tooMany(accounts, strange.length, nameless)]);
  const who = nameless === 1 ? "the one whose address tells no account" : `some of the ${nameless} whose addresses tell no account`;
  return unknown(`${accounts}, named in the section, may be ${who}.`, facts);
};

/** More accounts than people: somebody named took no part that a commit tells. */
const tooMany = (accounts: string, strange: number, nameless: number): string =>
  nameless === 0
    ? `${accounts} ${strange === 1 ? "is" : "are"} named in the section, and no commit of the range is theirs.`
    : `${accounts} are named in the section, and only ${nameless} of those who took part have an address that tells no account.`;

const plain = (handle: string): string => handle.toLowerCase().replace(/\[bot\]$/, "");

/** `app@3268eac2ddda` names a commit or an image. */
const isId = /^(?=.*\d)[0-9a-f]{7,40}$/;

/** Accounts that a section names, once each, as they are first spelt; packages such as `@acme/shop` are none. */
const accountsIn = (section: string): readonly string[] => {
  const found = new Map<string, string>();
  for (const [, account = ""] of section.matchAll(/(?<![\w@/.`-])@([A-Za-z\d](?:[A-Za-z\d-]{0,38}))(?![\w/@.-]*[/@])/g))
    if (!isId.test(account) && !found.has(account.toLowerCase())) found.set(account.toLowerCase(), account);
  return [...found.values()];
};
