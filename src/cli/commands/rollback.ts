import type { AppParts } from "../../app/parts.ts";
import { foreseeRollback, rollBack } from "../../app/rollback/roll-back.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { type Action, type Invocation, isSet, type Outcome, optionValue, wordAt } from "../command.ts";
import { driveAndLook, outcomeOf } from "../driven.ts";
import { brief, painter } from "../paint.ts";
import { rollbackJson, rollbackText } from "../rollback-text.ts";
import { withApp } from "../with-app.ts";

/** Takes a launched release back: says first what stays whatever is done, then what it would do, and does it when a captain says so. */
export const rollback: Action = (invocation) =>
  withApp(invocation, "drive", async (parts) => {
    const version = wordAt(invocation, "version");
    const reason = optionValue(invocation, "reason") ?? "";
    const asked = isSet(invocation, "yes") ? undefined : await ask(invocation, parts, version, reason);
    if (asked !== undefined) return asked;
    await rollBack(parts, version, reason);
    return outcomeOf(invocation, await driveAndLook(parts, version));
  });

/** What a person is shown before they say yes; nothing once they have said it, or it was rolled back already and only goes on. */
const ask = async (invocation: Invocation, parts: AppParts, version: string, reason: string): Promise<Outcome | undefined> => {
  const { surroundings, json, colour } = invocation;
  const prospect = await foreseeRollback(parts, version, reason);
  if (prospect.is === "begun") return undefined;
  const text = rollbackText(version, prospect.plan, parts.kinds, painter(colour));
  const data = { version, rolledBack: false, ...rollbackJson(prospect.plan, parts.kinds) };
  if (!surroundings.interactive || json) {
    const again = `signalbox rollback ${shellWord(version)} --reason ${shellWord(reason)} --yes`;
    return { exit: "person", data, text: `${text}Nothing was done. A captain does it with: ${brief(again, 400)}\n` };
  }
  surroundings.error(text);
  if (await surroundings.confirm(`Roll ${brief(version)} back?`)) return undefined;
  return { exit: "done", data, text: "Nothing was done.\n" };
};
