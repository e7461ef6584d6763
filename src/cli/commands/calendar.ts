import { type Departure, departures } from "../../domain/calendar.ts";
import { explain } from "../../domain/errors.ts";
import { forTerminal } from "../../texts/for-terminal.ts";
import { calendarTable } from "../calendar-table.ts";
import { type Action, type Invocation, isSet, optionValue } from "../command.ts";
import type { TrainClock } from "../surroundings.ts";

/** Shows the coming departures, or how late trains usually are. */
export const calendar: Action = async (invocation) => {
  refuseMixture(invocation);
  if (isSet(invocation, "forecast")) return (await import("../show-forecast.ts")).showForecast(invocation, countOf(invocation));
  const { surroundings, global } = invocation;
  const { train, clock } = await surroundings.loadTrain(global);
  const coming = departures({ schedule: train.schedule, from: clock.today, count: countOf(invocation) }).map((each) => timed(each, clock));
  if (!isSet(invocation, "ics"))
    return { exit: "done", data: { train: train.name, departures: coming }, text: calendarTable(coming, forTerminal) };
  const { calendarIcs } = await import("../calendar-ics.ts");
  const ics = calendarIcs({ train: train.name, departures: coming, stamp: surroundings.now() });
  return { exit: "done", data: { train: train.name, departures: coming, ics }, text: ics };
};

/** A departure with the moment its launch opens; a skipped one has none. */
const timed = (departure: Departure, { launchOn }: TrainClock) =>
  departure.skipped === undefined ? { ...departure, launch: launchOn(departure.releaseDay) } : departure;

const refuseMixture = (invocation: Invocation): void => {
  const [given] = ["repository", "html"].filter((name) => isSet(invocation, name));
  if (given !== undefined && !isSet(invocation, "forecast"))
    throw explain("USAGE", { what: `--${given} belongs to a forecast.`, next: "Add --forecast, or leave it out." });
  if (isSet(invocation, "forecast") && isSet(invocation, "ics"))
    throw explain("USAGE", { what: "A calendar feed tells what is planned, not what is likely.", next: "Leave out --ics or --forecast." });
};

const countOf = (invocation: Invocation): number => {
  const text = optionValue(invocation, "count") ?? "12";
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw explain("USAGE", {
    what: `--count ${JSON.stringify(text.slice(0, 40))} is not a number from 1 to 999.`,
    next: "Name how many departures to show.",
  });
};
