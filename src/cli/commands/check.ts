import type { Action } from "../command.ts";
import { brief } from "../paint.ts";

/** Reads the configuration; every problem of it comes as one error. */
export const check: Action = async ({ surroundings, global }) => {
  const { train, file } = await surroundings.loadTrain(global);
  return { exit: "done", data: { file, train: train.name }, text: `${brief(file)} is right: train ${brief(train.name)}.\n` };
};
