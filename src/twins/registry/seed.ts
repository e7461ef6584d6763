/** What a registry's twin begins with. Anybody may pull; the one account may push. */
export interface RegistrySeed {
  /** The production origin, such as `https://registry-1.docker.io`. */
  readonly origin: string;
  /** The production origin of the token server; may be the registry itself. */
  readonly auth: string;
  /** The name of the service that tokens are for. */
  readonly service: string;
  readonly username: string;
  readonly password: string;
}

/** Docker Hub, with the account given. */
export const dockerHub = (account: { readonly username: string; readonly password: string }): RegistrySeed => ({
  origin: "https://registry-1.docker.io",
  auth: "https://auth.docker.io",
  service: "registry.docker.io",
  ...account,
});
