import { accounts } from "./accounts.ts";
import { apps } from "./apps.ts";
import { branchRules } from "./branch-rules.ts";
import { cdn } from "./cdn.ts";
import { chat } from "./chat.ts";
import { commands } from "./commands.ts";
import { environments } from "./environments.ts";
import { feed } from "./feed.ts";
import { forgePush } from "./forge-push.ts";
import { forgeToken } from "./forge-token.ts";
import { images } from "./images.ts";
import { immutableReleases } from "./immutable-releases.ts";
import { newsletter } from "./newsletter.ts";
import { organisation } from "./organisation.ts";
import type { AnyPreflight, Preflight } from "./preflight.ts";
import { requiredStatus } from "./required-status.ts";
import { tagRules } from "./tag-rules.ts";

/** A preflight whose own types end here: what goes in and out only travels between functions of the same one. */
const any = <Flight extends Pick<Preflight<never, never, never>, "name">>(flight: Flight): AnyPreflight =>
  flight as unknown as AnyPreflight;

/** Everything outside that a release will need, in the order in which it needs it. */
export const preflights: readonly AnyPreflight[] = [
  any(forgeToken),
  any(forgePush),
  any(branchRules),
  any(requiredStatus),
  any(tagRules),
  any(immutableReleases),
  any(accounts),
  any(organisation),
  any(images),
  any(apps),
  any(environments),
  any(commands),
  any(feed),
  any(cdn),
  any(chat),
  any(newsletter),
];

/** Those that what comes after the tag rests on: they are looked at again when the gate of the launch opens. */
export const launchPreflights: readonly AnyPreflight[] = preflights.filter(({ atLaunch }) => atLaunch);
