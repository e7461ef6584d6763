import { shellWord } from "../domain/shell-word.ts";
import type { StepNow } from "./what-now.ts";

/** The exact commands with which a person moves this step on; `…` stands for what only the person knows. */
export const commandsFor = (version: string, step: StepNow): readonly string[] => {
  const command = (...words: readonly string[]): string => ["signalbox", ...words.map(shellWord)].join(" ");
  if (step.question !== undefined) return step.question.answers.map((answer) => answerCommand(version, step.step, answer, command));
  switch (step.kind) {
    case "approve":
    case "confirm":
      return [command("approve", version, step.item.replace(/^approve-/, ""))];
    case "test-session":
      return [`${command("session", "open", version)} --charter "…"`, `${command("session", "close", version)} --summary "…"`];
    case "mark":
      // One of several marks of an item is given for itself, or it would be taken for all of them.
      return [`${command("done", version, step.step === `${step.item}/mark` ? step.item : step.step)} --evidence "…"`];
    default:
      return [`${command("done", version, step.item)} --evidence "…"`];
  }
};

const answerCommand = (version: string, step: string, answer: string, command: (...words: readonly string[]) => string): string => {
  if (answer === "retry") return command("retry", version, step);
  const day = answer === "move-departure" ? " --to YYYY-MM-DD" : "";
  return `${command("decide", version, step, answer)}${day} --reason "…"`;
};
