import type { Backtest } from "../app/backtest/backtest.ts";
import { aspects, type BacktestedRelease } from "../app/backtest/judge-look.ts";

/** The document of `backtest --json`, which docs/backtest.schema.json describes. Texts are as they came. */
export const backtestJson = (told: Backtest, isGuessed: boolean, html: string | undefined): Readonly<Record<string, unknown>> => ({
  train: told.train,
  guessed: isGuessed,
  place: told.place,
  name: told.name,
  pattern: told.pattern,
  counted: told.counted,
  releases: told.releases.map(releaseJson),
  tally: told.tally,
  notes: told.notes,
  ...(html !== undefined && { html }),
});

const releaseJson = (release: BacktestedRelease) => ({
  version: release.version,
  tag: release.tag,
  commit: release.commit,
  day: release.day ?? null,
  ...Object.fromEntries(
    aspects.map((aspect) => {
      const { is, facts, why } = release[aspect];
      return [aspect, { is, facts: facts ?? null, why }];
    }),
  ),
  notes: release.notes,
});
