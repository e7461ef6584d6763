import type { Rehearsal, Scene } from "../../app/rehearse/rehearsal.ts";
import { html, type Markup } from "./markup.ts";
import { type Station, stationsOf } from "./stations.ts";
import { type TimeScale, timeScale } from "./time-scale.ts";
import { dayText, momentText } from "./when.ts";

const left = 112;
const right = 40;
const trackTop = 78;
const trackHeight = 74;
const laneHeight = 34;
const leastWidth = 954;

interface Drawing {
  readonly scale: TimeScale;
  /** Where a scene (`scene 3`) or a station (`station 0 2`) stands; nowhere when its time cannot be read. */
  readonly placeOf: (name: string) => number | undefined;
  readonly width: number;
  readonly lanesTop: number;
  readonly height: number;
}

/** The rehearsal as a picture: a track for each release with its stations, a line for each person with the scenes, days behind. Time is virtual. */
export const timeline = (rehearsal: Rehearsal): Markup => {
  const people = [...new Set(rehearsal.scenes.map(({ who }) => who))];
  const drawing = layOut(rehearsal, people.length);
  const { width, height } = drawing;
  return html`<section id="timeline" aria-labelledby="timeline-title">
<h2 id="timeline-title">Timetable</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Timetable, scrolls sideways">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="timeline-about">
<title id="timeline-about">Virtual time from left to right: ${String(rehearsal.releases.length)} releases as tracks, ${String(rehearsal.scenes.length)} scenes by person. The same is in the tables below.</title>
${drawing.scale.days.map((each, at) => dayBand(drawing, each, at))}
${rehearsal.releases.map((_, at) => trackView(drawing, rehearsal, at))}
${people.map((who, at) => lane(drawing, who, drawing.lanesTop + at * laneHeight))}
${rehearsal.scenes.map((scene, at) => sceneDot(drawing, scene, at, drawing.lanesTop + people.indexOf(scene.who) * laneHeight))}
</svg></div>
<p class="legend"><span class="key start"></span> started · <span class="key no-return"></span> point of no return · <span class="key told"></span> users told · <span class="key scene">1</span> scene · <span class="key mishap">2</span> mishap on purpose. Quiet time is drawn shorter than busy time.</p>
</section>`;
};

const layOut = (rehearsal: Rehearsal, lanes: number): Drawing => {
  const drawn = [
    // Stations first: a release starts before the scenes of that moment.
    ...rehearsal.releases.flatMap((release, track) =>
      stationsOf(release, rehearsal.notices).map(({ at }, station) => ({
        millis: at,
        lane: `track ${track}`,
        name: `station ${track} ${station}`,
      })),
    ),
    ...rehearsal.scenes.map(({ at, who }, scene) => ({ millis: Date.parse(at), lane: `scenes of ${who}`, name: `scene ${scene}` })),
  ];
  const moments = drawn.filter(({ millis }) => Number.isFinite(millis)).sort((a, b) => a.millis - b.millis);
  const scale = timeScale(moments, leastWidth);
  const lanesTop = trackTop + rehearsal.releases.length * trackHeight + 6;
  return {
    scale,
    placeOf: (name) => {
      const found = scale.places[moments.findIndex((each) => each.name === name)];
      return found === undefined ? undefined : rounded(left + found);
    },
    width: left + scale.width + right,
    lanesTop,
    height: lanesTop + lanes * laneHeight,
  };
};

const rounded = (length: number): number => Math.round(length * 10) / 10;

const dayBand = ({ height }: Drawing, { start, left: from, right: to }: TimeScale["days"][number], at: number): Markup => {
  const [x, width] = [rounded(left + from), rounded(Math.max(0, to - from))];
  const label = dayText(start);
  const text = width > 100 ? label : width > 40 ? label.slice(9) : "";
  return html`<rect class="${at % 2 === 0 ? "day even" : "day odd"}" x="${x}" y="0" width="${width}" height="${height}"><title>${label}</title></rect>
${text !== "" && html`<text class="day-name" x="${x + 5}" y="17">${text}</text>`}`;
};

const trackView = ({ placeOf }: Drawing, { releases, notices }: Rehearsal, track: number): Markup | undefined => {
  const release = releases[track];
  if (release === undefined) return undefined;
  const { state } = release;
  const y = trackTop + track * trackHeight;
  const stations = stationsOf(release, notices).map((station, at) => ({ station, x: placeOf(`station ${track} ${at}`) ?? left }));
  const [from, to] = [stations[0]?.x ?? left, stations.at(-1)?.x ?? left];
  const sleepers = Array.from({ length: Math.floor((to - from) / 9) }, (_, at) => `M${rounded(from + 4 + at * 9)} ${y - 6}v12`).join("");
  return html`<g class="track ${state.kind === "patch" ? "patch" : "minor"}">
<text class="lane-name" x="8" y="${y - 2}">${cut(state.version, 12)}</text><text class="lane-kind" x="8" y="${y + 13}">${state.kind}</text>
<path class="sleepers" d="${sleepers}"/><path class="rail" d="M${from} ${y - 4}H${to}M${from} ${y + 4}H${to}"/>
${placed(stations).map((each) => stationView(each, y))}</g>`;
};

interface Placed {
  readonly station: Station;
  readonly x: number;
  readonly label: "above" | "below" | "none";
}

/** Who has first choice of a place for its label. */
const rank: Readonly<Record<Station["is"], number>> = { told: 0, "no-return": 1, end: 2, start: 3, stop: 4 };

/** A label stands above its station, else below, else not at all: the station still says its name when asked. */
const placed = (stations: readonly { readonly station: Station; readonly x: number }[]): readonly Placed[] => {
  const taken: { readonly from: number; readonly to: number; readonly label: Placed["label"] }[] = [];
  const place = ({ station, x }: (typeof stations)[number]): Placed => {
    const half = station.label.length * 3.3 + 4;
    const [from, to] = [x - half, x + half];
    const free = (label: Placed["label"]): boolean => !taken.some((each) => each.label === label && each.from < to && each.to > from);
    const label = free("above") ? "above" : free("below") ? "below" : "none";
    taken.push({ from, to, label });
    return { station, x, label };
  };
  return stations.toSorted((a, b) => rank[a.station.is] - rank[b.station.is]).map(place);
};

const stationView = ({ station, x, label }: Placed, y: number): Markup => html`<g class="station ${station.is}">
${shape(station.is, x, y)}<title>${station.label}, ${momentText(new Date(station.at).toISOString())}</title>
${label !== "none" && html`<text x="${x}" y="${label === "above" ? y - 17 : y + 27}">${station.label}</text>`}</g>`;

const shape = (is: Station["is"], x: number, y: number): Markup => {
  switch (is) {
    case "no-return":
      return html`<path d="M${x} ${y - 14}v28"/>`;
    case "told":
      return html`<path d="M${x} ${y - 11}l11 11l-11 11l-11 -11z"/>`;
    case "start":
    case "stop":
    case "end":
      return html`<circle cx="${x}" cy="${y}" r="${is === "stop" ? 6 : 8}"/>`;
  }
};

const lane = ({ width }: Drawing, who: string, y: number): Markup =>
  html`<path class="lane" d="M${left - 10} ${y}H${width - right}"/><text class="lane-name" x="8" y="${y + 4}">${cut(who, 14)}</text>`;

const sceneDot = ({ placeOf }: Drawing, { at, what, mishap }: Scene, place: number, y: number): Markup => {
  const middle = placeOf(`scene ${place}`);
  if (middle === undefined) return html``;
  const body = mishap === true ? html`<path d="M${middle} ${y - 14}l14 25h-28z"/>` : html`<circle cx="${middle}" cy="${y}" r="10"/>`;
  return html`<a class="${mishap === true ? "dot mishap" : "dot act"}" href="#scene-${place + 1}"><title>${momentText(at)}: ${what}</title>${body}<text x="${middle}" y="${y + (mishap === true ? 7 : 4)}">${place + 1}</text></a>`;
};

const cut = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
};
