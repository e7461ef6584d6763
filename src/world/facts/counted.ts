import { join } from "node:path";
import type { Train } from "../../domain/train.ts";
import type { Notice } from "../../twins/old-app/open-old-app.ts";
import { changeState, type Fact, filled, rewrite } from "./fact.ts";

/** What was counted: effects in the ledger, news at a user's, and the list of commits that the release keeps. */
export const countedFacts = (train: Train): readonly Fact[] => [
  {
    name: "effect-applied-twice",
    about: "the tag was pushed twice",
    flip: (world) =>
      rewrite(join(world.folder, "ledger.jsonl"), (text) => {
        const line = text.split("\n").find((each) => each.includes(` refs/tags/${filled(world, world.train.repository.tag)} `));
        return line === undefined ? text : `${text}${line}\n`;
      }),
  },
  ...(train.updateFeed === undefined || train.cdn === undefined ? [] : noticeFacts),
  {
    name: "commit-list-changed",
    about: "the kept list of commits lacks its last line",
    flip: (world) => rewrite(join(world.state, "releases", world.version, "log.txt"), (text) => text.replace(/\n?[^\n]+\n?$/, "\n")),
  },
];

interface Told {
  readonly notices: readonly Notice[];
}

const onNotices =
  (changed: (notices: readonly Notice[]) => readonly Notice[]): Fact["flip"] =>
  (world) =>
    changeState<Told>(world, ["old-app", "old-app"], (state) => ({ ...state, notices: changed(state.notices) }));

const noticeFacts: readonly Fact[] = [
  {
    name: "user-told-twice",
    about: "a user was told of the version twice",
    flip: onNotices((notices) => [...notices, ...notices.slice(-1)]),
  },
  { name: "user-not-told", about: "a user was never told of the version", flip: onNotices((notices) => notices.slice(0, -1)) },
  {
    name: "user-told-early",
    about: "a user was told of the version before its tag was there",
    flip: onNotices((notices) =>
      notices.map((each, at) => (at === notices.length - 1 ? { ...each, missing: [`tag ${each.version}`] } : each)),
    ),
  },
];
