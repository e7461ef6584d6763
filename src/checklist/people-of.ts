import type { Train, TrainPerson } from "../domain/train.ts";

/** The people of a train as decisions hold them. */
export const peopleOf = ({ people }: Pick<Train, "people">) => people.map(personOf);

export const personOf = ({ name, roles, github }: TrainPerson) => ({ name, roles, github: github ?? "" });
