import { breakGlass as breakIt } from "../../app/break-glass.ts";
import { type Action, optionValue } from "../command.ts";
import { said } from "../said.ts";

/** Lets a captain launch alone, loudly. */
export const breakGlass: Action = (invocation) =>
  said(
    invocation,
    breakIt(optionValue(invocation, "reason") ?? ""),
    (state) => state.alarms.findLast(({ code }) => code === "GLASS_BROKEN")?.what ?? "",
  );
