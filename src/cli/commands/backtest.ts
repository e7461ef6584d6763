import { explain } from "../../domain/errors.ts";
import { forTerminal } from "../../texts/for-terminal.ts";
import { backtestJson } from "../backtest-json.ts";
import { backtestText } from "../backtest-text.ts";
import { type Action, type Invocation, isSet, optionValue } from "../command.ts";
import { countingOn } from "../counting.ts";
import { painter } from "../paint.ts";

/** Holds the configuration against the last releases of a clone, which stays as it is. */
export const backtest: Action = async (invocation) => {
  const { surroundings, colour } = invocation;
  const [last, release, html] = [lastOf(invocation), optionValue(invocation, "release"), optionValue(invocation, "html")];
  const looking = countingOn(surroundings, colour, (looked) => `${looked} ${looked === 1 ? "release" : "releases"} looked at`);
  const tested = await surroundings
    .backtest({
      repository: optionValue(invocation, "repository") ?? ".",
      config: optionValue(invocation, "config"),
      state: optionValue(invocation, "state"),
      last,
      release,
      tell: looking.tell,
    })
    .finally(looking.end);
  const { told, isGuessed } = tested;
  if (html !== undefined) await surroundings.writeBacktest(html, tested);
  const differs = Object.values(told.tally).some((each) => each.differs > 0);
  const text = backtestText(told, { paint: painter(colour), isGuessed, inFull: release !== undefined });
  return {
    exit: differs && isSet(invocation, "strict") ? "failed" : "done",
    data: backtestJson(told, isGuessed, html),
    text: `${text}${html === undefined ? "" : `\nThe page is ${forTerminal(html)}.\n`}`,
  };
};

const lastOf = (invocation: Invocation): number => {
  if (isSet(invocation, "last") && isSet(invocation, "release"))
    throw explain("USAGE", { what: "--last and --release do not go together.", next: "Name how many releases to look at, or the one." });
  const text = optionValue(invocation, "last") ?? "10";
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw explain("USAGE", {
    what: `--last ${JSON.stringify(text.slice(0, 40))} is not a number from 1 to 999.`,
    next: "Name how many of the newest releases to look at.",
  });
};
