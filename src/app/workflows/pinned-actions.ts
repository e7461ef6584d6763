/** Actions of others by the commit that was looked at; a tag could be moved. Dependabot and renovate read the version behind it. */
export const pinned = {
  checkout: "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  setupNode: "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  login: "docker/login-action@dbcb813823bdd20940b903addbd779551569679f # v4.6.0",
  setupQemu: "docker/setup-qemu-action@96fe6ef7f33517b61c61be40b68a1882f3264fb8 # v4.2.0",
  setupBuildx: "docker/setup-buildx-action@bb05f3f5519dd87d3ba754cc423b652a5edd6d2c # v4.2.0",
  buildPush: "docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a # v7.3.0",
} as const;

/** Signalbox's own action of a version: by the commit that the program was built from, where it knows that, and else by the tag. */
export const ownAction = (version: string, commit: string | undefined): string =>
  commit === undefined ? `signalbox-train/signalbox@v${version}` : `signalbox-train/signalbox@${commit} # v${version}`;
