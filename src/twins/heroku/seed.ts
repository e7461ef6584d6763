/** What Heroku's twin begins with. */
export interface HerokuSeed {
  readonly apiKey: string;
  /** The account's e-mail address. */
  readonly user: string;
  readonly apps: readonly string[];
  /** Virtual minutes that a build takes. */
  readonly buildMinutes: number;
}

/** Links into the rest of the world. */
export interface HerokuLinks {
  /** Whether a source archive can be built; a build of any other fails. */
  readonly builds?: (source: { readonly url: string; readonly version: string | undefined }) => boolean | Promise<boolean>;
}
