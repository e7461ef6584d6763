import type { Explanation } from "./release-error.ts";

/** Problems with the configuration file and with the words typed. */
export const configuration = {
  CONFIG_MISSING: (at: { file: string }): Explanation => ({
    what: `There is no configuration at ${at.file}.`,
    why: "Signalbox reads a train's process from that file.",
    next: "Run `signalbox init` in the repository, or name a file with --config FILE.",
    retry: "never",
    fault: "input",
  }),
  CONFIG_NO_FILE: (at: { file: string; found: string }): Explanation => ({
    what: `${at.file} is ${at.found}, and no ordinary file.`,
    why: "A configuration is read more than once and its bytes are kept with the release; a pipe or a device may never end.",
    next: "Write it to a file, and name that with --config FILE.",
    retry: "never",
    fault: "input",
  }),
  CONFIG_INVALID: (at: { file: string; problems: string }): Explanation => ({
    what: `${at.file} has problems:\n${at.problems}`,
    why: "A train is only conducted from a configuration that is right in every line.",
    next: "Mend the lines named; `signalbox check` shows all problems at once.",
    retry: "never",
    fault: "input",
  }),
  PAGE_NOT_TAKEN: (at: { page: string; why: string }): Explanation => ({
    what: `${at.page} could not become a train: ${at.why}.`,
    why: "A configuration is written only from a page that says what a release does, and never from half of it.",
    next: 'Take one part of the page with --section "HEADING", or begin with `signalbox init` and write the rest by hand.',
    retry: "never",
    fault: "input",
  }),
  LAUNCH_TIME_TWICE: (at: { day: string; time: string; zone: string }): Explanation => ({
    what: `On ${at.day} clocks in ${at.zone} go back and show ${at.time} twice.`,
    why: "A launch opens at one moment, and nobody has said which of the two is meant.",
    next: `Write launch-at: "${at.time} first" or "${at.time} second", choose another time, or another day.`,
    retry: "never",
    fault: "input",
  }),
  USAGE: (at: { what: string; next: string }): Explanation => ({
    what: at.what,
    why: "The command line was not understood.",
    next: at.next,
    retry: "never",
    fault: "usage",
  }),
  TEMPLATE_UNKNOWN: (at: { template: string; unknown: string; known: string }): Explanation => ({
    what: `The template ${JSON.stringify(at.template)} asks for ${at.unknown}, which nobody gives.`,
    why: "No half-filled text leaves the house.",
    next: `Use one of: ${at.known}.`,
    retry: "never",
    fault: "input",
  }),
  WORLD_MISSING: (at: { file: string }): Explanation => ({
    what: `There is no world at ${at.file}.`,
    why: "SIGNALBOX_WORLD says that this is a rehearsal, and a rehearsal never falls back to the real systems.",
    next: "Start the rehearsal again, or unset SIGNALBOX_WORLD.",
    retry: "never",
    fault: "input",
  }),
};
