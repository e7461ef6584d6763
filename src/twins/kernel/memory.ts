/** What was found out at some cost and is true for ever. */
export interface Memory<T> {
  /** The answer to a question as it was given first; an answer that is not worth keeping is given and forgotten. */
  readonly ask: (question: string, find: () => Promise<T>, isKept?: (answer: T) => boolean) => Promise<T>;
}

/** Remembers so many answers; what was asked for longest ago is forgotten first. */
export const openMemory = <T>(most: number): Memory<T> => {
  const known = new Map<string, T>();
  return {
    ask: async (question, find, isKept = () => true) => {
      const answer = known.has(question) ? (known.get(question) as T) : await find();
      if (!isKept(answer)) return answer;
      known.delete(question);
      known.set(question, answer);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return answer;
    },
  };
};
