import type { CorrectedText, CorrectionNow } from "../app/corrections-now.ts";
import { correctionText } from "../domain/correction-text.ts";
import { shellWord } from "../domain/shell-word.ts";
import { brief, type Paint } from "./paint.ts";

/** A correction, with the texts that were sent before it and therefore keep what they said, and those that say it. */
export const correctionLines = (
  version: string,
  { id, by, reason, correction, texts, withdrawn }: CorrectionNow,
  paint: Paint,
): readonly string[] => {
  const head = `${paint("yellow", `correction ${brief(id)}`)} by ${brief(by)}: ${brief(correctionText(correction), 300)} (${brief(reason)})`;
  if (withdrawn !== undefined) return [`${head}, taken back by ${brief(withdrawn.by)}: ${brief(withdrawn.reason)}`];
  if (texts.length === 0) return [head, "    no text of this release says it"];
  return [
    head,
    ...groups.flatMap(([is, says]) => {
      const found = texts.filter((each) => each.is === is);
      return found.length === 0 ? [] : [`    ${says}: ${found.map((each) => brief(each.name)).join(", ")}`];
    }),
    ...texts.filter((each) => each.editable).map((each) => `    ${paint("cyan", editCommand(version, each))}`),
  ];
};

/** The command that edits what was posted before a correction. */
export const editCommand = (version: string, { step }: Pick<CorrectedText, "step">): string =>
  ["signalbox", "correct", "posted", version, step].map(shellWord).join(" ");

const groups: readonly (readonly [CorrectedText["is"], string])[] = [
  ["sent-before", "already sent, so not changed"],
  ["edited", "sent before, and edited since"],
  ["being-edited", "sent before, and about to be edited"],
  ["carried", "sent with it"],
  ["to-come", "will carry it"],
];
