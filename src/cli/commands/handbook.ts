import { writeHandbook } from "../../app/handbook/write-handbook.ts";
import type { Action } from "../command.ts";

/** Prints the configuration as a page that a newcomer can follow by hand. */
export const handbook: Action = async ({ surroundings, global }) => {
  const { train, sections } = await surroundings.loadTrain(global);
  const page = writeHandbook(train, sections());
  return { exit: "done", data: { train: train.name, page }, text: page };
};
