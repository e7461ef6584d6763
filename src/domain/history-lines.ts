import { ownText } from "./own-text.ts";

/** Where a commit stands, as far as its children tell. */
export interface Line {
  /** Of the lowest release that holds it; one more than the releases for what none holds yet, two more for what is not asked for. */
  readonly place: number;
  /** Whether a first-parent chain from a tip leads here; the rest was brought by merges. */
  readonly isTrunk: boolean;
  /** The merges by which it came, the last one first; undefined on the trunk. */
  readonly brought: Bringing | undefined;
  /** Whether a pull request brought it, however deep. */
  readonly inPull: boolean;
  /** The place in which the merge that brought it was taken back; -1 for none. */
  readonly fallen: number;
}

/** One merge among those that brought a commit, numbered in the order in which they are told. */
export interface Bringing {
  readonly merge: number;
  readonly depth: number;
  readonly into: Bringing | undefined;
}

/** What was found out about a commit that decides about those it brought. */
export interface Found {
  readonly isPull: boolean;
  readonly isReverted: boolean;
}

/** Follows a history from its tips down, holding only its open ends. */
export interface HistoryLines {
  readonly take: (id: string) => Line;
  /** Hands on to the parents what is known of a commit. */
  readonly pass: (parents: string, line: Line, found: Found | undefined) => void;
  /** Whether every commit came after all its children. */
  readonly isInOrder: () => boolean;
  readonly end: () => void;
}

export interface LinesWish {
  /** Places of releases, lower versions lower, and of the head. */
  readonly placeOf: (id: string) => number | undefined;
  /** The place of what no release holds. */
  readonly unreleased: number;
  /** Told once of each place, as soon as nothing can be added to it. */
  readonly finish: (place: number) => void;
}

export const historyLines = ({ placeOf, unreleased, finish }: LinesWish): HistoryLines => {
  let ends = new Map<string, Line>();
  const counts = openCounts(unreleased, finish);
  let [merges, opened] = [0, 0];
  const open = (id: string, line: Line): void => {
    const other = ends.get(id);
    const joined = other === undefined ? line : joinedLine(other, line);
    counts.opens(joined.place);
    ends.set(id, joined);
    if (other !== undefined) counts.closes(other.place);
    // Most are closed by the next commit; an id that stays is not to keep what git said around it.
    opened += 1;
    if (opened % 4096 === 0) ends = new Map([...ends].map(([each, where]) => [ownText(each), where]));
  };
  return {
    take: (id) => {
      const line = ends.get(id);
      const own = placeOf(id);
      if (line === undefined) {
        const place = own ?? unreleased + 1;
        counts.meets(own);
        counts.opens(place);
        return { ...tip, place };
      }
      ends.delete(id);
      if (own === undefined) return line;
      counts.meets(own);
      if (own >= line.place) return line;
      counts.opens(own);
      counts.closes(line.place);
      return { ...line, place: own };
    },
    pass: (parents, line, found) => {
      const blank = parents.indexOf(" ");
      if (blank < 0) {
        if (parents !== "") open(parents, line);
        return counts.closes(line.place);
      }
      merges += 1;
      open(parents.slice(0, blank), line);
      const brought: Line = {
        place: line.place,
        isTrunk: false,
        brought: bringing(merges, line.brought),
        inPull: found?.isPull === true || line.inPull,
        fallen: found?.isReverted === true ? line.place : line.fallen,
      };
      for (const parent of parents.slice(blank + 1).split(" ")) open(parent, brought);
      counts.closes(line.place);
    },
    isInOrder: () => ends.size === 0,
    end: counts.end,
  };
};

/** Beyond a thousand levels nobody means anything by them, and to climb them for each commit would take too long. */
const bringing = (merge: number, into: Bringing | undefined): Bringing =>
  into !== undefined && into.depth >= 1000 ? { ...into, merge } : { merge, depth: (into?.depth ?? 0) + 1, into };

const tip = { isTrunk: true, brought: undefined, inPull: false, fallen: -1 };

/** The lowest release holds it, and the first-parent chain brought it, or the merge that did so first. */
const joinedLine = (one: Line, other: Line): Line => {
  const place = Math.min(one.place, other.place);
  const bringer = !one.isTrunk && (other.isTrunk || isBefore(other.brought, one.brought)) ? other : one;
  return bringer.place === place ? bringer : { ...bringer, place };
};

/**
 * A line takes what it leads to before the lines that were merged into it, and of two merges into one line the older one, which is told later, with
 * everything that was merged below it.
 */
const isBefore = (one: Bringing | undefined, other: Bringing | undefined): boolean => {
  let [a, b] = [one, other];
  while ((a?.depth ?? 0) > (b?.depth ?? 0)) a = a?.into;
  while ((b?.depth ?? 0) > (a?.depth ?? 0)) b = b?.into;
  if (a === b) return (one?.depth ?? 0) < (other?.depth ?? 0);
  while (a?.into !== b?.into) [a, b] = [a?.into, b?.into];
  return (a?.merge ?? 0) > (b?.merge ?? 0);
};

/** How many open ends each place has. A place is finished when its tag has been met and none is left. */
const openCounts = (unreleased: number, finish: (place: number) => void) => {
  const counts = new Int32Array(unreleased + 2);
  const met = new Uint8Array(unreleased + 2);
  const done = new Uint8Array(unreleased + 2);
  met[unreleased] = 1;
  const finishOnce = (place: number): void => {
    if (done[place] === 1) return;
    done[place] = 1;
    finish(place);
  };
  return {
    meets: (place: number | undefined): void => {
      if (place !== undefined) met[place] = 1;
    },
    opens: (place: number): void => {
      counts[place] = (counts[place] ?? 0) + 1;
    },
    closes: (place: number): void => {
      counts[place] = (counts[place] ?? 0) - 1;
      if (place <= unreleased && met[place] === 1 && counts[place] === 0) finishOnce(place);
    },
    end: (): void => {
      for (let place = 0; place <= unreleased; place += 1) finishOnce(place);
    },
  };
};
