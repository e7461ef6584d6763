import { type Import, startImport, usualPath } from "./fast-import.ts";
import { ordinaryAct, requiredActs } from "./history-acts.ts";
import { changelogFile, feedFile, pastReleases, sourceFile, standingFiles, versionFile } from "./history-files.ts";
import { knownOutside, movedHouse, newcomers, staff } from "./history-people.ts";
import { type Released, writeRelease, writeSync } from "./history-releases.ts";
import { hostileSubjects } from "./history-subjects.ts";
import { type HistoryWriter, historyWriter, type Made, secondsOf } from "./history-writer.ts";
import { type SeededNumbers, seededNumbers } from "./seeded-numbers.ts";

export interface HistoryRequest {
  /** A folder that does not exist yet or is empty; it becomes a bare repository. */
  readonly folder: string;
  readonly seed?: number;
  /** Commits reachable from the main branch and not from 1.29.0; everything that is promised appears from 120 on. */
  readonly commits?: number;
  /** Where git is found. */
  readonly path?: string;
}

/** A merged pull request of the history, for a forge twin to know about. */
export interface GeneratedPull {
  readonly number: number;
  readonly title: string;
  readonly login: string;
  readonly labels: readonly string[];
  /** The merge or squash commit. */
  readonly commit: string;
}

/** What was generated, so that tests need not guess it from the repository. */
export interface GeneratedHistory {
  readonly folder: string;
  readonly mainBranch: "master";
  readonly tip: string;
  /** Version (which is the tag's name) → tagged commit. */
  readonly tags: Readonly<Record<string, string>>;
  /** Author e-mails after 1.29.0, bots included. */
  readonly authors: readonly string[];
  /** Oldest first. */
  readonly pulls: readonly GeneratedPull[];
  /** The subjects, without their pull request number, that try to do harm. */
  readonly hostileSubjects: readonly string[];
}

/**
 * Writes the repository of an invented product in autumn 2021: releases 1.28.0, 1.28.1 and 1.29.0 on branches of their own with annotated tags,
 * then work on `master` until Thursday 25 November 2021. The same seed gives the same commit ids on every machine.
 */
export const generateHistory = async ({ folder, seed = 1, commits = 320, path = usualPath }: HistoryRequest): Promise<GeneratedHistory> => {
  const repository = await startImport(folder, "master", path);
  const numbers = seededNumbers(seed);
  const writer = startHistory(repository, numbers);
  const past = await writePast(writer, repository);
  await writePresent(writer, repository, numbers, commits, past);
  const wanted = [writer.head(), ...past.releases.map((release) => release.mark), ...writer.pulls.map((pull) => pull.mark)];
  const [tip = "", first = "", second = "", third = "", ...merged] = await repository.idsOf(wanted);
  await repository.end();
  return {
    folder,
    mainBranch: "master",
    tip,
    tags: { "1.28.0": first, "1.28.1": second, "1.29.0": third },
    authors: [...writer.authors()],
    pulls: writer.pulls.map(({ number, title, login, labels }, at) => ({ number, title, login, labels, commit: merged[at] ?? "" })),
    hostileSubjects,
  };
};

const known = [...staff, ...knownOutside];
const everybody = [...known, ...newcomers, movedHouse];

const startHistory = (repository: Import, numbers: SeededNumbers): HistoryWriter => {
  const before = pastReleases.slice(0, 1);
  const files = {
    ...standingFiles,
    "posthog/version.py": versionFile(pastReleases[0].version),
    "CHANGELOG.md": changelogFile(before),
    "versions.json": feedFile(before),
  };
  const date = secondsOf("2021-09-01T08:00:00Z");
  const root = repository.commit({ branch: "master", parents: [], author: staff[0], date, message: "chore: begin", files });
  return historyWriter(repository, "master", numbers, root);
};

interface Past {
  readonly releases: readonly Released[];
  readonly latest: Released;
  /** A fix in 1.29.0 that is reverted later. */
  readonly older: Made;
}

const writePast = async (writer: HistoryWriter, repository: Import): Promise<Past> => {
  const squashUntil = (count: number): void => {
    while (writer.count() < count) writer.squash({});
  };
  writer.period("2021-09-01T09:00:00Z", "2021-09-10T16:00:00Z", 60, known);
  squashUntil(60);
  const first = await writeRelease(repository, { at: 1, base: writer.head() });

  writer.period("2021-09-15T12:00:00Z", "2021-09-24T16:00:00Z", 20, known);
  await writeSync(writer, repository, 1, first);
  const picks = [
    writer.squash({ subject: "fix(exports): write the last row" }),
    writer.squash({ subject: "fix: end the login loop behind proxies" }),
  ];
  squashUntil(20);
  const second = await writeRelease(repository, { at: 2, base: first.mark, picks });

  writer.period("2021-09-27T12:00:00Z", "2021-10-15T16:00:00Z", 60, known);
  await writeSync(writer, repository, 2, second);
  const older = writer.squash({ subject: "perf(persons): merge persons at once" });
  squashUntil(60);
  const fix = { subject: "fix(paths): open the last step", files: { "posthog/paths/last_step.py": sourceFile("paths", 0, 1) } };
  const latest = await writeRelease(repository, { at: 3, base: writer.head(), fix });
  return { releases: [first, second, latest], latest, older };
};

const launchOfLatest = secondsOf("2021-10-21T12:00:00Z");

/** Writes exactly `commits` commits: what is required first, spread over the first two thirds, and ordinary work between and after. */
const writePresent = async (
  writer: HistoryWriter,
  repository: Import,
  numbers: SeededNumbers,
  commits: number,
  { latest, older }: Past,
): Promise<void> => {
  const required = numbers.shuffled(requiredActs(writer, repository, older));
  const spacing = commits >= 240 ? 3 : 1;
  let synced = false;
  writer.period("2021-10-15T17:00:00Z", "2021-11-25T17:00:00Z", commits, everybody);
  for (let turn = 0; writer.count() < commits; turn += 1) {
    const left = commits - writer.count();
    if (!synced && writer.nextDate() >= launchOfLatest && left > latest.takeBack.length + 2) {
      await writeSync(writer, repository, 3, latest);
      synced = true;
      continue;
    }
    const act = (turn % spacing === 0 ? required.pop() : undefined) ?? ordinaryAct(writer, numbers);
    if (act.size <= left) await act.run();
    else writer.squash({});
    if (turn % 64 === 0) await repository.written();
  }
};
