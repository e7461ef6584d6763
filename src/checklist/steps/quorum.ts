/** A person as a decision's input has them; `github` may be empty. */
export type InputPerson = { readonly name: string; readonly roles: readonly string[]; readonly github: string };

/** One human being: several entries of the configuration may share one account of the forge. */
const sameHuman = (a: InputPerson, b: InputPerson): boolean =>
  a.name === b.name || (a.github !== "" && a.github.toLowerCase() === b.github.toLowerCase());

/** People with one of the roles, in the configuration's order, each human once. */
export const eligible = (people: readonly InputPerson[], roles: readonly string[]): readonly InputPerson[] =>
  distinct(people.filter((each) => each.roles.some((role) => roles.includes(role))));

/** The eligible humans who are among these names; names that nobody has, such as a bot's, count for nobody. */
export const approvers = (people: readonly InputPerson[], roles: readonly string[], names: readonly string[]): readonly InputPerson[] => {
  const hasRole = (each: InputPerson): boolean => each.roles.some((role) => roles.includes(role));
  return distinct(people.filter((each) => hasRole(each) && names.includes(each.name)));
};

/** Whether a human is one of those named, by name or by account. */
export const isAmong = (person: InputPerson, names: readonly string[], people: readonly InputPerson[]): boolean =>
  people.some((each) => sameHuman(each, person) && names.some((name) => name === each.name || isAccount(each, name)));

const isAccount = ({ github }: InputPerson, name: string): boolean => github !== "" && github.toLowerCase() === name.toLowerCase();

const distinct = (people: readonly InputPerson[]): readonly InputPerson[] =>
  people.filter((each, at) => people.findIndex((other) => sameHuman(other, each)) === at);
