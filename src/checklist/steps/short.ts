/** An object id as people read it. */
export const short = (id: string): string => id.slice(0, 12);
