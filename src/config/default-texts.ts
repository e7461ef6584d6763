/** The texts that people read when the configuration names no template; values are escaped for their sink when they are filled in. */
export const defaultTexts = (
  train: string,
): {
  readonly post: string;
  readonly freeze: string;
  readonly announce: string;
  readonly newsletter: string;
  readonly releasePage: string;
  readonly rollback: string;
} => ({
  post: `---
title: ${train} {version}
date: {day}
---

# ${train} {version}

## Highlights

{highlights}

## What breaks

{breaking}

## Changes

{changes}

## Thanks

{contributors}

New this time:

{first-timers}
`,
  freeze: "The code freeze for {version} has begun: only fixes board its branch from now on. Planned day: {day}.\n",
  announce: "Version {version} is out. What is new since {previous}: {release-notes}\n",
  newsletter: `# ${train} {version}

{highlights}

[Everything that is new]({release-notes})

Thank you to everybody who took part:

{contributors}
`,
  releasePage: `## Highlights

{highlights}

## What breaks

{breaking}

## Changes

{changes}

## Thanks

{contributors}

New this time:

{first-timers}

Every commit since {previous}: {compare-url}
`,
  rollback: `Version {version} is withdrawn: {reason}

Please stay on {previous}, or go back to it, until the next version is out.
`,
});
