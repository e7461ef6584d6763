import type { Train, TrainPerson } from "../../domain/train.ts";

/** Who plays whom in a rehearsal: people of the train, the same person twice where there are few. */
export interface Cast {
  readonly captain: string;
  /** Opens pull requests and mends bugs by hand. */
  readonly engineer: { readonly name: string; readonly login: string };
  /** Finds the blocker. */
  readonly tester: string;
}

/** Assigns the parts. A train without people with accounts at the forge has nobody who acts by hand. */
export const castOf = (train: Train): Cast | undefined => {
  const [captain] = withRole(train, "captain");
  const others = train.people.filter((each) => each.name !== captain?.name);
  const engineer = [...others, ...train.people].find((each) => each.github !== undefined);
  if (captain === undefined || engineer?.github === undefined) return undefined;
  const tester = others.find((each) => each.name !== engineer.name) ?? engineer;
  return { captain: captain.name, engineer: { name: engineer.name, login: engineer.github }, tester: tester.name };
};

/** People with a role, in the order of the configuration. */
export const withRole = (train: Train, role: string): readonly TrainPerson[] => train.people.filter((each) => each.roles.includes(role));
