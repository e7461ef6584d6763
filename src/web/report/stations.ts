import type { RehearsedRelease } from "../../app/rehearse/rehearsal.ts";
import type { Event } from "../../domain/journal/event.ts";
import type { Notice } from "../../domain/ports/world.ts";

/** A place on a release's track: a moment that people remember. */
export interface Station {
  readonly at: number;
  readonly is: "start" | "stop" | "no-return" | "told" | "end";
  readonly label: string;
}

/** The stations of one release in order of time, from its journal and from what the old apps were told of it. */
export const stationsOf = ({ state, journal }: RehearsedRelease, notices: readonly Notice[]): readonly Station[] => {
  const passed = journal.flatMap(({ at, event }) => {
    const station = stationOf(event);
    return station === undefined ? [] : [{ ...station, at: Date.parse(at) }];
  });
  const told = notices
    .filter(({ version }) => version === state.version)
    .map(({ at }): Station => ({ at: Date.parse(at), is: "told", label: "users told" }));
  return [...passed, ...told]
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at || Number(a.is === "end") - Number(b.is === "end"));
};

const stationOf = (event: Event): Omit<Station, "at"> | undefined => {
  switch (event.is) {
    case "release-started":
      return { is: "start", label: "start" };
    case "session-closed":
      return { is: "stop", label: "session" };
    case "departure-moved":
      return { is: "stop", label: "moved" };
    case "finished":
      return { is: "end", label: "finished" };
    case "done":
      return doneStations[event.step];
    default:
      return undefined;
  }
};

const doneStations: Readonly<Record<string, Omit<Station, "at">>> = {
  "cut-branch/push-branch": { is: "stop", label: "frozen" },
  "approve-launch/approve": { is: "stop", label: "approved" },
  "tag-release/push-tag": { is: "no-return", label: "tagged" },
};
