import { findRelease } from "../../app/load-release.ts";
import { abort as end } from "../../app/steer.ts";
import { explain } from "../../domain/errors.ts";
import { type Action, isSet, optionValue } from "../command.ts";
import { brief } from "../paint.ts";
import { said } from "../said.ts";
import { type Left, leftBy } from "../undo-by-hand.ts";
import { versionMeant, withApp } from "../with-app.ts";

/** Ends a release: says first what stays and how to undo it by hand, then asks, because nothing is undone by itself. */
export const abort: Action = async (invocation) => {
  const { surroundings, json } = invocation;
  const { version, left } = await withApp(invocation, "journal", async (parts) => {
    const meant = await versionMeant(invocation, parts);
    const state = await findRelease(parts, meant);
    return { version: meant, left: state === undefined ? [] : leftBy(state) };
  });
  if (!isSet(invocation, "yes")) {
    if (!json) surroundings.error(leftText(version, left));
    if (!surroundings.interactive || json)
      throw explain("USAGE", {
        what: `Aborting ${version} leaves ${left.length} finished steps as they are, and nobody is here to be asked.`,
        next: "Add --yes to abort it all the same.",
      });
    if (!(await surroundings.confirm(`Abort ${brief(version)}?`)))
      return { exit: "done", data: { version, aborted: false }, text: "Not aborted.\n" };
  }
  const outcome = await said(
    { ...invocation, words: { ...invocation.words, version } },
    end(optionValue(invocation, "reason") ?? ""),
    (state, { actor }) => `${actor} aborted ${state.version}. Nothing was undone.`,
  );
  return { ...outcome, exit: "held", data: { ...outcome.data, left }, text: `${outcome.text}${leftText(version, left)}` };
};

const leftText = (version: string, left: readonly Left[]): string =>
  left.length === 0
    ? `${brief(version)} has changed nothing outside.\n`
    : [
        `These stay as they are; undo by hand what should not stay, last first:`,
        ...left.map((each) => `  ${brief(each.step)}  ${brief(each.evidence, 200)}\n      ${brief(each.undo, 400)}`),
        "",
      ].join("\n");
