import * as build from "./build-rules.ts";
import * as deeds from "./deed-rules.ts";
import * as extra from "./extra-rules.ts";
import * as people from "./people-rules.ts";
import * as places from "./place-rules.ts";
import type { Rule } from "./rule.ts";
import * as schedule from "./schedule-rules.ts";
import * as store from "./store-rules.ts";
import * as templates from "./template-rules.ts";

/** Everything that words of the right shape are still asked. */
export const rules: readonly Rule[] = [
  people.somebodyIsThere,
  people.captainsAreKnown,
  people.somebodyIsCaptain,
  people.accountsAreOfOnePerson,
  people.gateNamesAreKnown,
  people.accessNamesAreKnown,
  people.gateCanOpen,
  people.gateHasASecondPerson,
  schedule.zoneExists,
  schedule.scheduleCanBeRead,
  store.storeCanBeReached,
  templates.repositoryNamesAreSafe,
  templates.freezeLabelCanBeFilled,
  templates.changelogIsSafe,
  templates.versionFilesAreSafe,
  templates.postNamesAreSafe,
  templates.chartNamesAreSafe,
  templates.syncNamesAreSafe,
  templates.releasePageCanBeFilled,
  templates.textsCanBeFilled,
  templates.subjectsCanBeFilled,
  build.imagesAreThereOnce,
  build.imageTagsAreSafe,
  build.releaseTagsNameTheVersion,
  build.promotedImagesAreTested,
  build.candidateIsNoReleaseTag,
  build.environmentsAreDeployedOneWay,
  build.environmentsAskForTheirProof,
  build.builtFromSourceProvesNoDigest,
  build.digestNeedsACandidate,
  build.commandsCanBeFilled,
  build.sessionEnvironmentsAreKnown,
  build.sessionProvesTheImage,
  places.versionFilesHaveOnePlace,
  places.chartEditsHaveOnePlace,
  places.patternsAreSafe,
  places.everyIsOfAPattern,
  places.nothingIsOfAPattern,
  places.pathsCanBeFollowed,
  places.somebodyRaisesTheChart,
  places.feedTravelsWithTheSync,
  places.cacheHasSomethingInFront,
  places.writingsComeBack,
  places.messagesAreSaidOnce,
  places.leftOutItemsAreKnown,
  places.patchKeepsWhatItNeeds,
  places.dialsAreOfItems,
  places.allowedPlacesAreNames,
  extra.extraItemsAreThereOnce,
  extra.extraItemsHaveAPlace,
  extra.extraItemsCanBeFilled,
  extra.extraOwnersAreKnown,
  deeds.extraItemsDoOneThing,
  deeds.extraDeedsCanBeFilled,
];
