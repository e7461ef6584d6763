/** The same shape as plain data: an interface of the domain as it stands in a step's input. */
export type PlainData<T> = T extends object ? { readonly [Key in keyof T]: PlainData<T[Key]> } : T;
