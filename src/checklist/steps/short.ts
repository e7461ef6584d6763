/** An object id as people read it; what is not known yet stays whole. */
export const short = (id: string): string => (id.startsWith("«") ? id : id.slice(0, 12));
