import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InitialTrain, initTrain, type RepositorySurvey } from "../../src/app/init-train.ts";
import type { Train } from "../../src/domain/train.ts";
import { openProcesses } from "../../src/host/processes.ts";
import { surveyLocal } from "../../src/wiring/survey-local.ts";
import { trainOf } from "../../src/wiring/train-of.ts";
import { fragmentsOf } from "./fragments.ts";
import { makeRepository } from "./make-repository.ts";
import type { ReplayCase } from "./read-case.ts";

/** What a case gives a release tool: repositories to run on, and the configuration that `init` writes for them. Made when first asked for. */
export interface CaseWorld {
  /** A bare repository with the maintainers' release commit at the head of the main branch. */
  readonly released: () => Promise<string>;
  /** The same as it was before the release commit, with the changelog that people had. */
  readonly before: () => Promise<string>;
  readonly survey: () => Promise<RepositorySurvey>;
  /** What `init` writes on `before`, and the train that it configures. */
  readonly initial: () => Promise<InitialTrain & { readonly train: Train }>;
}

/** Worlds in one temporary folder that `close` removes. */
export interface CaseWorlds {
  readonly of: (each: ReplayCase) => CaseWorld;
  readonly close: () => void;
}

export const openCaseWorlds = (environment: Readonly<Record<string, string | undefined>>): CaseWorlds => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-replay-"));
  const processes = openProcesses(environment);
  const fresh = (): string => join(mkdtempSync(join(folder, "case-")), "repository.git");
  return {
    of: (each) => {
      const make = (withRelease: boolean) =>
        once(async () => {
          const at = fresh();
          mkdirSync(at);
          await makeRepository(each, at, { withRelease, files: { ...changelogFile(each), ...fragmentFiles(each) } });
          return at;
        });
      const [released, before] = [make(true), make(false)];
      const survey = once(async () => (isRange(each) ? surveyLocal(processes, await before()) : surveyOf(each)));
      const initial = once(async () => {
        const drafted = initTrain(await survey());
        return { ...drafted, train: trainOf(drafted.yaml) };
      });
      return { released, before, survey, initial };
    },
    close: () => {
      processes.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The changelog as it was before the release: its head at the previous tag, with the part that people had begun. */
export const changelogBefore = ({ text }: ReplayCase): string | undefined => {
  const head = text("input/changelog_previous_head.md") ?? text("input/changelog_previous_section.md");
  const begun = text("input/changelog_unreleased_or_rc_before.md");
  if (head === undefined || begun === undefined) return head ?? begun;
  const own = headingOf(begun);
  const lines = head.split("\n");
  const at = lines.findIndex((line) => line.trimEnd() === own);
  const first = lines.findIndex((line) => /^##/.test(line));
  if (at < 0) return [...lines.slice(0, Math.max(0, first)), begun.trimEnd(), "", ...lines.slice(Math.max(0, first))].join("\n");
  const next = lines.findIndex((line, index) => index > at && /^##? /.test(line));
  return [...lines.slice(0, at), begun.trimEnd(), "", ...(next < 0 ? [] : lines.slice(next))].join("\n");
};

const fragmentFiles = (each: ReplayCase): Readonly<Record<string, string>> =>
  Object.fromEntries(fragmentsOf(each).map(({ path, before }) => [path, before]));

const isRange = ({ input }: ReplayCase): boolean => typeof input["previous_tag"] === "string";

/** What a clone would show of a release of which the case keeps files but no commits. */
const surveyOf = (each: ReplayCase): RepositorySurvey => {
  const kept = Object.fromEntries(each.files.map((file) => [file, each.text(`input/files/${file}`) ?? ""]));
  const contents = { ...kept, ...changelogFile(each), ...fragmentFiles(each) };
  return {
    origin: each.repository,
    folder: each.repository.split("/")[1] ?? "",
    defaultBranch: each.main,
    branches: [each.main],
    tags: [String(each.input["previous_version"])],
    files: Object.keys(contents),
    contents,
    commits: [],
  };
};

const headingOf = (section: string): string => section.trimStart().split("\n", 1)[0]?.trimEnd() ?? "";

const changelogFile = (each: ReplayCase): Readonly<Record<string, string>> => {
  const text = changelogBefore(each);
  return text === undefined ? {} : { "CHANGELOG.md": text };
};

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};
