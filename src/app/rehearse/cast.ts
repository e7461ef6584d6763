import { guestLogin } from "../../domain/ports/world.ts";
import type { Train, TrainPerson } from "../../domain/train.ts";

/** Who plays whom in a rehearsal: people of the train, the same person twice where there are few. */
export interface Cast {
  readonly captain: string;
  /** Opens pull requests and mends bugs by hand. */
  readonly engineer: { readonly name: string; readonly login: string };
  /** Finds the blocker. */
  readonly tester: string;
}

/** Assigns the parts; nobody's account at the forge known, who acts by hand borrows the guest's. A train without a captain cannot be played. */
export const castOf = (train: Train): Cast | undefined => {
  const [captain] = withRole(train, "captain");
  const others = train.people.filter((each) => each.name !== captain?.name);
  if (captain === undefined) return undefined;
  // Who proposes a release and who changed it last cannot approve it between them: of two people one must be neither.
  const able = others.length > 1 ? [...others, captain] : [captain, ...others];
  const engineer = able.find((each) => each.github !== undefined) ?? able[0] ?? captain;
  const tester = others.find((each) => each.name !== engineer.name) ?? engineer;
  return { captain: captain.name, engineer: { name: engineer.name, login: engineer.github ?? guestLogin }, tester: tester.name };
};

/** People with a role, in the order of the configuration. */
export const withRole = (train: Train, role: string): readonly TrainPerson[] => train.people.filter((each) => each.roles.includes(role));
