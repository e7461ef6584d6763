import { describeEvent } from "../domain/journal/describe-event.ts";
import type { Entry } from "../domain/journal/event.ts";
import { brief, type Paint } from "./paint.ts";

/** One entry of a journal as a line: number, moment, who, what. */
export const entryText = ({ sequence, at, actor, event }: Entry, paint: Paint): string =>
  [
    `${paint("dim", String(sequence).padStart(4))} ${at.slice(0, 19)}Z  ${brief(actor).padEnd(10)} ${paint("bold", event.is)}`,
    brief(describeEvent(event), 300),
  ]
    .join(" ")
    .trimEnd();
