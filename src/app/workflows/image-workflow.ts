import { platforms } from "../../checklist/platforms.ts";
import type { Train, TrainImage } from "../../domain/train.ts";
import { pinned } from "./pinned-actions.ts";
import { refPattern } from "./ref-patterns.ts";

/** The name that other workflows wait for. */
export const imageWorkflowName = "Images";

/**
 * Builds every image: a push to the release branch pushes the candidate's tag, a tag those of the release, each image labelled with the commit it is
 * built from. What Signalbox promotes is not built again. The name of a ref reaches the shell only as a variable, and only when it is a version's.
 */
export const imageWorkflow = ({ images, repository }: Train): string => {
  const [branch, tag] = [refPattern(repository.branch), refPattern(repository.tag)];
  const hosts = [...new Set(images.map(({ name }) => hostOf(name)))];
  return `name: ${imageWorkflowName}

on:
  push:
    branches: [${quoted(branch.filter)}]
    tags: [${quoted(tag.filter)}]

permissions: {}

concurrency:
  group: images-\${{ github.ref }}
  cancel-in-progress: false

jobs:
  build:
    name: build \${{ matrix.image }}
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
${hosts.includes("ghcr.io") ? "      packages: write\n" : ""}    strategy:
      fail-fast: false
      matrix:
        include:
${images.map((image) => entryOf(image, images)).join("\n")}
    steps:
      - uses: ${pinned.checkout}
        with:
          persist-credentials: false
      - name: Name the tags
        id: names
        env:
          REF_NAME: \${{ github.ref_name }}
          REF_TYPE: \${{ github.ref_type }}
          IMAGE: \${{ matrix.image }}
          CANDIDATE: \${{ matrix.candidate }}
          RELEASE: \${{ matrix.release }}
          BRANCH: ${quoted(branch.expression)}
          TAG: ${quoted(tag.expression)}
        run: |
          set -euo pipefail
          if [ "$REF_TYPE" = tag ]; then pattern=$TAG wanted=$RELEASE; else pattern=$BRANCH wanted=$CANDIDATE; fi
          if [[ ! "$REF_NAME" =~ $pattern ]]; then echo "not the name of a version"; exit 0; fi
          version=\${BASH_REMATCH[1]//-/.}
          {
            echo "version=$version"
            echo "tags<<END"
            for name in $wanted; do
              name=\${name//\\{version\\}/$version}
              echo "$IMAGE:\${name//\\{version-dashed\\}/\${version//./-}}"
            done
            echo "END"
          } >> "$GITHUB_OUTPUT"
      - uses: ${pinned.setupQemu}
        if: steps.names.outputs.tags != ''
      - uses: ${pinned.setupBuildx}
        if: steps.names.outputs.tags != ''
${hosts.map(loginTo).join("\n")}
      - uses: ${pinned.buildPush}
        if: steps.names.outputs.tags != ''
        with:
          context: .
          platforms: ${platforms.join(",")}
          push: true
          tags: \${{ steps.names.outputs.tags }}
          build-args: |
            VARIANT=\${{ matrix.variant }}
          labels: |
            org.opencontainers.image.revision=\${{ github.sha }}
            org.opencontainers.image.version=\${{ steps.names.outputs.version }}
            org.opencontainers.image.source=\${{ github.server_url }}/\${{ github.repository }}
`;
};

const entryOf = ({ name, by, candidate, release }: TrainImage, images: readonly TrainImage[]): string => {
  const tags = by === "ci" ? release.filter((tag) => !tag.includes("{previous")) : [];
  return [
    `          - image: ${quoted(name)}`,
    `            variant: ${quoted(variantOf(name, images))}`,
    `            registry: ${quoted(hostOf(name))}`,
    `            candidate: ${quoted(candidate ?? "")}`,
    `            release: ${quoted(tags.join(" "))}`,
  ].join("\n");
};

/** What an image's name has more than another's: `foss` of `app-foss`. */
const variantOf = (name: string, images: readonly TrainImage[]): string => {
  const base = images.find((each) => each.name !== name && name.startsWith(`${each.name}-`))?.name;
  return base === undefined ? "" : name.slice(base.length + 1);
};

const hostOf = (name: string): string => {
  const [first = ""] = name.split("/");
  return name.includes("/") && /[.:]/.test(first) ? first : "docker.io";
};

const loginTo = (host: string): string => {
  const [user, password] =
    host === "ghcr.io"
      ? ["github.actor", "secrets.GITHUB_TOKEN"]
      : host === "docker.io"
        ? ["secrets.DOCKERHUB_USERNAME", "secrets.DOCKERHUB_TOKEN"]
        : ["secrets.REGISTRY_USERNAME", "secrets.REGISTRY_PASSWORD"];
  return `      - uses: ${pinned.login}
        if: steps.names.outputs.tags != '' && matrix.registry == '${host}'
        with:
          registry: ${quoted(host)}
          username: \${{ ${user} }}
          password: \${{ ${password} }}`;
};

/** A JSON string is a YAML one. */
const quoted = (text: string): string => JSON.stringify(text);
