import { failure, well } from "../../domain/diagnosis.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly organisation: string };

/** Nobody belongs to an organisation that is misspelt, so everybody of the staff would be thanked as from outside. */
export const organisation: Preflight<"members", Input, boolean> = {
  name: "organisation",
  title: "the organisation of the staff",
  needs: ["members"],
  atLaunch: false,
  serves: ["collect-changes"],
  inputs: ({ train: { contributors } }) =>
    contributors.githubOrganisation === undefined ? [] : [{ organisation: contributors.githubOrganisation }],
  about: ({ organisation: name }) => name,
  look: ({ members }, { organisation: name }) => members.exists(name),
  mend: () => "Check contributors.staff.github-org in signalbox.yaml.",
  judge: ({ organisation: name }, exists) =>
    exists
      ? well(`${name} is an organisation at GitHub`)
      : failure({
          says: `there is no organisation ${name} at GitHub`,
          why: "Nobody belongs to it, so the staff would be thanked as contributors from outside.",
          fix: "Spell contributors.staff.github-org in signalbox.yaml as in the organisation's address.",
        }),
};
