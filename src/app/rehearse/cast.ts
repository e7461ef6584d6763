import { explain, type ReleaseError } from "../../domain/errors.ts";
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

/**
 * Assigns the parts. Who proposes a release and who changed it last cannot open its gate between them, so somebody else who may must be left:
 * the captain mends bugs where nobody else can. Nobody's account at the forge known, who acts by hand borrows the guest's. A train without a
 * captain cannot be played.
 */
export const castOf = (train: Train): Cast | undefined => {
  const [captain] = withRole(train, "captain");
  const others = train.people.filter((each) => each.name !== captain?.name);
  if (captain === undefined) return undefined;
  const able = [...others.filter((each) => someoneElseOpens(train, [captain, each])), captain, ...others];
  const engineer = able.find((each) => each.github !== undefined) ?? able[0] ?? captain;
  const tester = others.find((each) => each.name !== engineer.name) ?? engineer;
  return { captain: captain.name, engineer: { name: engineer.name, login: engineer.github ?? guestLogin }, tester: tester.name };
};

export const nobodyPlays = (): ReleaseError =>
  explain("USAGE", { what: "Nobody can play this rehearsal.", next: "Give at least one person the role captain under people:." });

const someoneElseOpens = ({ people, launchGate }: Train, proposers: readonly TrainPerson[]): boolean =>
  people.some((each) => !proposers.includes(each) && each.roles.some((role) => launchGate.from.includes(role)));

/** People with a role, in the order of the configuration. */
export const withRole = (train: Train, role: string): readonly TrainPerson[] => train.people.filter((each) => each.roles.includes(role));
