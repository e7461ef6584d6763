import { ownCommand } from "./own-command.ts";

/** A command that the team says may be run again, and whose work it can look for. */
export const runCommandRepeatable = ownCommand({
  name: "run-command-repeatable",
  class: "set",
  keyedBy: "the state it makes: by the team's word, running it twice makes the same",
  looksAt: "the team's own look",
});
