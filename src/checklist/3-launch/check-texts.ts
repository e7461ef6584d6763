import { type Item, step } from "../item.ts";
import { awaitFinishedTexts } from "../steps/await-finished-texts.ts";

/** Messages, newsletter and release notes are written by nobody but their templates: what a template left open holds the launch. */
export const checkTexts: Item = {
  id: "check-texts",
  title: () => "Fill in what the texts leave open",
  phase: "launch",
  rows: [18, 19],
  owner: ["captain", "marketing"],
  after: [],
  interlock: "Nothing unfinished is told to anybody.",
  when: ({ story }) => story.open.some((each) => each.at === "launch"),
  steps: ({ story }) => [step(awaitFinishedTexts, { open: story.open.filter((each) => each.at === "launch").map((each) => each.says) })],
};
