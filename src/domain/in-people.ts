/** How many people, in words. */
export const inPeople = (count: number): string => (count === 1 ? "1 person" : `${count} people`);
