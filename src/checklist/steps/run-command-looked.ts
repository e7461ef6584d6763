import { ownCommand } from "./own-command.ts";

/** A command whose work the team can look for. Run twice it may do harm, so it is run again only when two looks find nothing. */
export const runCommandLooked = ownCommand({
  name: "run-command-looked",
  class: "marked",
  keyedBy: "what it leaves behind, which the look knows",
  looksAt: "the team's own look",
});
