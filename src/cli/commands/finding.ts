import { closeFinding, raiseFinding } from "../../app/session.ts";
import { explain } from "../../domain/errors.ts";
import type { Severity } from "../../domain/journal/event.ts";
import { type Action, optionValue, wordAt } from "../command.ts";
import { said } from "../said.ts";

const severities: readonly Severity[] = ["blocker", "major", "minor"];

/** Reports a problem of the candidate. */
export const raise: Action = async (invocation) => {
  const severity = severities.find((each) => each === optionValue(invocation, "severity"));
  if (severity === undefined)
    throw explain("USAGE", {
      what: "--severity is none of blocker, major, minor.",
      next: "Name one of them; only a blocker holds the launch.",
    });
  const owner = optionValue(invocation, "owner");
  const finding = { severity, text: optionValue(invocation, "text") ?? "", ...(owner === undefined ? {} : { owner }) };
  return said(
    invocation,
    (parts, version) => raiseFinding(parts, version, finding),
    (state) => {
      const raised = state.findings.at(-1);
      return `${raised?.id ?? ""} ${severity}, ${raised?.owner ?? ""} sees to it: ${finding.text}`;
    },
  );
};

export const close: Action = (invocation) => {
  const id = wordAt(invocation, "id");
  return said(
    invocation,
    (parts, version) => closeFinding(parts, version, id, optionValue(invocation, "resolution") ?? ""),
    (_, { actor }) => `${actor} closed ${id}.`,
  );
};
