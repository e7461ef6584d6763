import { ownCommand } from "./own-command.ts";

/** A command that nobody can look for afterwards: on doubt a person is asked. */
export const runCommandOnce = ownCommand({
  name: "run-command-once",
  class: "blind",
  keyedBy: "nothing: what it does is not known",
  looksAt: "only our own record that it ended well",
});
