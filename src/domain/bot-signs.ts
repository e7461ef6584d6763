import type { Signature } from "./commit.ts";

/**
 * Whether a name or an address bears a usual sign of a machine: `[bot]` at its end, `bot` or `robot` as a word of its own, an address that
 * takes no answers, or the name of a service that many projects let commit. What only sounds like it (Talbot, JesseBot) is a person.
 */
export const hasBotSign = ({ name, email }: Signature): boolean => {
  const address = email.slice(0, 300).toLowerCase();
  const at = address.lastIndexOf("@");
  const local = (at < 0 ? address : address.slice(0, at)).replace(/^\d{1,12}\+/, "");
  const shown = name.slice(0, 300).toLowerCase().trim();
  return (
    [shown, local].some((text) => botWord.test(text) || services.has(text)) || noAnswers.has(local) || domains.has(address.slice(at + 1))
  );
};

/**
 * Whether a name says that it is the bot of one of these: `prombot` and `PrometheusBot` of `prometheus`. The beginning of the project's name
 * is asked for, because names of people end in `bot` too.
 */
export const isBotOf = (name: string, projects: readonly string[]): boolean => {
  const owner = /^([a-z][a-z0-9-]{2,38}?)-?bot$/.exec(name.slice(0, 100).toLowerCase())?.[1];
  return owner !== undefined && projects.some((project) => project.toLowerCase().startsWith(owner));
};

const botWord = /(?:\[bot\]|\(bot\)|(?:^|[-_ ])(?:ro)?bot)$|^bot[-_ ]/;

const services: ReadonlySet<string> = new Set(
  (
    "dependabot dependabot-preview renovate renovateapp greenkeeper github-actions github-action github-merge-queue pre-commit-ci " +
    "allcontributors cursoragent imgbot mergify codecov snyk weblate transifex crowdin copilot copilot-swe-agent semantic-release travis-ci circleci"
  )
    .split(" ")
    .flatMap((service) => [service, service.replaceAll("-", " ")]),
);

const noAnswers: ReadonlySet<string> = new Set(["noreply", "no-reply", "donotreply", "do-not-reply"]);

const domains: ReadonlySet<string> = new Set(["renovateapp.com", "dependabot.com", "greenkeeper.io"]);
