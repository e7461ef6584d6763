import { ownCommand } from "./own-command.ts";

/** A command whose work the team can look for. Run twice it may do harm, and the look cannot count, so a person is asked where two looks find nothing. */
export const runCommandLooked = ownCommand({
  name: "run-command-looked",
  class: "marked",
  uncounted: true,
  keyedBy: "what it leaves behind, which the look sees but does not count: it is never repeated unasked",
  looksAt: "the team's own look",
});
