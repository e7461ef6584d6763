import type { SlackMessage, Train } from "../../domain/train.ts";
import type { Cached, Invalidation } from "../../twins/cloudfront/state.ts";
import type { HeldCampaign } from "../../twins/mailchimp/state.ts";
import type { Message, SlackState } from "../../twins/slack/state.ts";
import { type ClosedWorld, changeLast, changeState, type Fact } from "./fact.ts";

/** Messages, the newsletter, and what the content network serves. */
export const announcedFacts = (train: Train): readonly Fact[] => [
  ...train.slack.flatMap(messageFacts),
  ...(train.newsletter === undefined ? [] : campaignFacts),
  ...(train.cdn === undefined ? [] : [invalidationFact(train.cdn.distribution)]),
  ...(train.cdn === undefined || train.updateFeed === undefined
    ? []
    : edgeFacts(train.cdn.distribution, new URL(train.updateFeed.edge).pathname)),
];

const messageFacts = (place: SlackMessage): readonly Fact[] => {
  const called = `${place.at}-message-${place.workspace}`;
  const where = `the ${place.at} message in ${place.channel} of ${place.workspace}`;
  return [
    { name: `${called}-deleted`, about: `${where} is not there`, flip: onMessage(place, () => []) },
    {
      name: `${called}-edited`,
      about: `${where} says something else`,
      flip: onMessage(place, (message) => [{ ...message, text: `${message.text} (or not)` }]),
    },
    {
      name: `${called}-twice`,
      about: `${where} stands there twice`,
      flip: onMessage(place, (message) => [message, { ...message, ts: message.ts.replace(/\d$/, "9") }]),
    },
  ];
};

/** In a channel where both are posted, the freeze of a version is told before its release is. */
const onMessage =
  ({ workspace, channel, at }: SlackMessage, changed: (message: Message) => readonly Message[]): Fact["flip"] =>
  (world) =>
    changeState<SlackState>(world, ["slack", "slack"], (state) => {
      const all = state.messages[workspace]?.[channel] ?? [];
      const ofVersion = all.filter((each) => each.text.includes(world.version));
      const meant = at === "freeze" ? ofVersion.at(0) : ofVersion.at(-1);
      const next = changeLast(all, (each) => each === meant, changed);
      return { ...state, messages: { ...state.messages, [workspace]: { ...state.messages[workspace], [channel]: next } } };
    });

interface Campaigns {
  readonly campaigns: readonly HeldCampaign[];
}

const onCampaign =
  (changed: (campaign: HeldCampaign) => readonly HeldCampaign[]): Fact["flip"] =>
  (world: ClosedWorld) =>
    changeState<Campaigns>(world, ["mailchimp", "mailchimp"], (state) => ({
      ...state,
      campaigns: changeLast(state.campaigns, (each) => each.parent !== undefined && each.title.endsWith(world.version), changed),
    }));

const campaignFacts: readonly Fact[] = [
  {
    name: "campaign-unsent",
    about: "the newsletter was not sent",
    flip: onCampaign(({ sent: _sent, mailed: _mailed, ...campaign }) => [{ ...campaign, status: "save" }]),
  },
  {
    name: "campaign-content",
    about: "the newsletter says something else",
    flip: onCampaign((campaign) => [{ ...campaign, html: campaign.html.replace("<h1>", "<h1>Not ") }]),
  },
  {
    name: "campaign-title",
    about: "the newsletter has another title",
    flip: onCampaign((campaign) => [{ ...campaign, title: "Untitled" }]),
  },
  {
    name: "campaign-subject",
    about: "the newsletter has another subject",
    flip: onCampaign((campaign) => [{ ...campaign, subject: "Hello" }]),
  },
  {
    name: "campaign-recipients",
    about: "the newsletter went to other recipients",
    flip: onCampaign((campaign) => [{ ...campaign, mailed: (campaign.mailed ?? 0) + 1 }]),
  },
  {
    name: "campaign-twice",
    about: "a second newsletter has the same title",
    flip: onCampaign((campaign) => [campaign, { ...campaign, id: "decaf00001" }]),
  },
  { name: "campaign-deleted", about: "the newsletter is not there", flip: onCampaign(() => []) },
];

interface Network {
  readonly invalidations: readonly Invalidation[];
  readonly caches: Readonly<Record<string, Readonly<Record<string, Cached>>>>;
}

const invalidationFact = (distribution: string): Fact => ({
  name: "invalidation-gone",
  about: "the content network was never told to forget",
  flip: (world) =>
    changeState<Network>(world, ["cloudfront", "cloudfront"], (state) => ({
      ...state,
      invalidations: changeLast(
        state.invalidations,
        (each) => each.distribution === distribution,
        () => [],
      ),
    })),
});

const edgeFacts = (distribution: string, path: string): readonly Fact[] => {
  const onEdge =
    (changed: (text: string, world: ClosedWorld) => string): Fact["flip"] =>
    (world) =>
      changeState<Network>(world, ["cloudfront", "cloudfront"], (state) => {
        const paths = state.caches[distribution] ?? {};
        const held = paths[path];
        if (held === undefined) return state;
        const bytes = Buffer.from(changed(Buffer.from(held.bytes, "base64").toString("utf8"), world)).toString("base64");
        return { ...state, caches: { ...state.caches, [distribution]: { ...paths, [path]: { ...held, bytes } } } };
      });
  return [
    { name: "edge-bytes", about: "users' apps read a feed with a byte more", flip: onEdge((text) => `${text} `) },
    {
      name: "edge-back",
      about: "users' apps read a feed without this version",
      flip: onEdge((text, { version }) => text.replaceAll(version, "0.0.1")),
    },
  ];
};
