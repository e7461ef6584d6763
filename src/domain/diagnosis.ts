/** What a look at one thing came to: right · worth a person's look · in the way of a release · not to be known, each but the first with its reason and the way out. */
export type Diagnosis =
  | { readonly is: "ok"; readonly says: string }
  | { readonly is: "warning" | "failure" | "unknown"; readonly says: string; readonly why: string; readonly fix: string };

type Ill = Omit<Extract<Diagnosis, { readonly why: string }>, "is">;

export const well = (says: string): Diagnosis => ({ is: "ok", says });
export const warning = (ill: Ill): Diagnosis => ({ is: "warning", ...ill });
export const failure = (ill: Ill): Diagnosis => ({ is: "failure", ...ill });
export const unclear = (ill: Ill): Diagnosis => ({ is: "unknown", ...ill });
