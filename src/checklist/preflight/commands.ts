import { failure, well } from "../../domain/diagnosis.ts";
import { dialOf } from "../../domain/train.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly program: string; readonly about: string };

/** A program that is not on this machine would be missed in the middle of a release. It is looked for, and never run. */
export const commands: Preflight<"commands", Input, boolean> = {
  name: "commands",
  title: "the program is there",
  needs: ["commands"],
  atLaunch: false,
  serves: ["break-the-release"],
  inputs: ({ train }) => {
    const isOurs = (item: string): boolean => dialOf(train, item) === "signalbox";
    return [
      ...train.environments.flatMap(({ name, deploy }) =>
        deploy.is === "command" && isOurs(`deploy-${name}`) ? namedIn(`environments.${name}`, deploy.argv) : [],
      ),
      ...train.extra.flatMap(({ id, deed }) => {
        if (deed.is === "manual") return [];
        const own = deed.is === "command" && isOurs(id) ? namedIn(`extra ${id}`, deed.command.argv) : [];
        return deed.look?.is === "command" ? [...own, ...namedIn(`the look of extra ${id}`, deed.look.argv)] : own;
      }),
    ];
  },
  about: ({ program }) => program,
  look: ({ commands: all }, { program }) => all.has(program),
  mend: ({ about }) => `Check the command of ${about} in signalbox.yaml.`,
  judge: ({ program, about }, isThere) =>
    isThere
      ? well(`${program} is there`)
      : failure({
          says: `${about}: there is no program ${program}`,
          why: "Paths begin where `signalbox` is run; names are looked for in PATH.",
          fix: "Run it from the folder that the path begins in, install the program, or mend the command in signalbox.yaml.",
        }),
};

/** A program whose name is filled in is known only when a release is. */
const namedIn = (about: string, [program = ""]: readonly string[]): readonly Input[] => (program.includes("{") ? [] : [{ program, about }]);
