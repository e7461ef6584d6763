import { forecastTrain } from "../app/forecast-train.ts";
import { ReleaseError } from "../domain/errors.ts";
import { forTerminal } from "../texts/for-terminal.ts";
import { type Invocation, isSet, type Outcome, optionValue } from "./command.ts";
import { forecastText } from "./forecast-text.ts";
import { painter } from "./paint.ts";
import type { LoadedTrain } from "./surroundings.ts";

/** Holds the tags of a clone against the days that its rule planned; with `--html` as a page too. */
export const showForecast = async (invocation: Invocation, count: number): Promise<Outcome> => {
  const { surroundings, colour } = invocation;
  const repository = optionValue(invocation, "repository") ?? ".";
  const { train, clock } = await trainOf(invocation, repository);
  const tags = (await surroundings.readTags(repository)).map(({ tag, moment }) => ({ tag, day: clock.dayOf(moment) }));
  const told = forecastTrain(train, tags, { today: clock.today, count });
  const html = optionValue(invocation, "html");
  if (html !== undefined) await surroundings.writeForecast(html, told);
  const text = forecastText(told, { paint: painter(colour), width: surroundings.width });
  return {
    exit: "done",
    data: { ...told, ...(html === undefined ? {} : { html }) },
    text: `${text}${html === undefined ? "" : `\nThe page is ${forTerminal(html)}.\n`}`,
  };
};

/** The configuration that was named, else the clone's own, else the one of this folder. */
const trainOf = async (invocation: Invocation, repository: string): Promise<LoadedTrain> => {
  const { surroundings, global } = invocation;
  if (isSet(invocation, "config") || !isSet(invocation, "repository")) return surroundings.loadTrain(global);
  try {
    return await surroundings.loadTrain({ ...global, config: `${repository}/signalbox.yaml` });
  } catch (error) {
    if (error instanceof ReleaseError && error.code === "CONFIG_MISSING") return surroundings.loadTrain(global);
    throw error;
  }
};
