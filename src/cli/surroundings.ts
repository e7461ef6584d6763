import type { Backtest } from "../app/backtest/backtest.ts";
import type { ChangeList } from "../app/changes/list-changes.ts";
import type { WrittenHistory } from "../app/changes/rendering.ts";
import type { TrainForecast } from "../app/forecast-train.ts";
import type { ConfigurationSection } from "../app/handbook/write-handbook.ts";
import type { Guess } from "../app/init-train.ts";
import type { PageReport } from "../app/page/train-from-page.ts";
import type { AppParts } from "../app/parts.ts";
import type { Instant } from "../domain/instant.ts";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { LaunchMoment } from "../domain/launch-time.ts";
import type { PlainDate } from "../domain/plain-date.ts";
import type { Clock } from "../domain/ports/host.ts";
import type { Journal, Lately } from "../domain/ports/journal.ts";
import type { Train } from "../domain/train.ts";

/** What every command takes. */
export interface GlobalOptions {
  /** The configuration file, from the folder the command was typed in. */
  readonly config: string;
  /** The state folder; `.signalbox` beside the configuration unless told. */
  readonly state: string | undefined;
  /** Who speaks, as a name of `people:`; the machine's account unless told. */
  readonly as: string | undefined;
}

/** What a command does with the product: writes only to the journal, looks at the outside world too, or drives releases there, so that a signal must let a step end. */
export type Need = "journal" | "world" | "drive";

/** What is kept of releases, to look at without configuration or the outside world. */
export interface OpenRecord {
  readonly journal: Pick<Journal, "read" | "releases">;
  /** What was seen last of a journal that lies elsewhere, where something was. */
  readonly lately?: (() => Promise<Lately | undefined>) | undefined;
  /** At least the kinds that people settle. */
  readonly kinds: AppParts["kinds"];
  readonly close: () => Promise<void>;
}

/** A copy of the record that was read back. */
export interface KeptBackup {
  readonly file: string;
  readonly sha256: string;
  readonly releases: readonly { readonly release: string; readonly entries: number }[];
}

/** What a command asks for when it opens the product. */
export interface AppWish extends GlobalOptions {
  readonly need: Need;
  readonly onEvent: (event: Event, state: ReleaseState) => void;
  readonly onReading: (what: string) => void;
}

/** The product, put together; close it when the command ends. */
export interface OpenApp {
  readonly parts: AppParts;
  readonly close: () => Promise<void>;
}

/** What the clock says in the zone where the train's days begin and end. */
export interface TrainClock {
  readonly today: PlainDate;
  /** When a launch on a day opens. */
  readonly launchOn: (day: PlainDate) => LaunchMoment;
  readonly dayOf: (moment: Instant) => PlainDate;
}

/** A configuration that was read and is right, and the train's clock. */
export interface LoadedTrain {
  readonly file: string;
  readonly train: Train;
  readonly clock: TrainClock;
  /** What a person should look at, each as lines for a terminal. */
  readonly warnings: readonly string[];
  /** The configuration section by section, as it is written. */
  readonly sections: () => readonly ConfigurationSection[];
}

/** What `init` is asked for. Paths are from the folder the command was typed in. */
export interface InitWish {
  readonly repository: string;
  /** A clone of the chart's repository, where one was named. */
  readonly chart: string | undefined;
  /** A Markdown page with the checklist, and the heading of the part that is meant. */
  readonly page: string | undefined;
  readonly section: string | undefined;
  readonly file: string;
  readonly force: boolean;
}

/** What `init --workflows` is asked for. Paths are from the folder the command was typed in. */
export interface WorkflowsWish extends Pick<InitWish, "repository" | "chart" | "force"> {
  readonly train: Train;
}

/** A workflow, and whether it was written: not over one that is there, and not where no clone of its repository was named. */
export interface WrittenWorkflow {
  readonly repository: string;
  readonly path: string;
  readonly about: string;
  readonly is: "written" | "there" | "elsewhere";
}

/** What `rehearse` is asked for. */
export interface RehearsalWish {
  /** Only when it was named. */
  readonly config: string | undefined;
  readonly repository: string | undefined;
  /** Clones of the train's other repositories, by `owner/name`. */
  readonly clones: Readonly<Record<string, string>>;
  readonly version: string | undefined;
  /** Leaves the twins up and prints their addresses. */
  readonly keep: boolean;
  /** File for the report. */
  readonly report: string | undefined;
  /** A fact of the world to change behind the release's back, to see that it is noticed. */
  readonly tamper: string | undefined;
  readonly listFacts: boolean;
  readonly plan: boolean;
  /** Lets things go wrong around each effect, in place of the story: around those named or all, and a share of pairs. */
  readonly faults: { readonly only: readonly string[]; readonly share: number } | undefined;
  readonly json: boolean;
}

/** What `changes` is asked for. Paths are from the folder the command was typed in. */
export interface ChangesWish {
  /** At least one; the version, tag pattern, ends and configuration that were typed are those of the first. */
  readonly repositories: readonly { readonly path: string; readonly from?: string; readonly to?: string }[];
  readonly version: string | undefined;
  /** Tag pattern instead of the configured or guessed one. */
  readonly tag: string | undefined;
  /** Only when it was named. */
  readonly config: string | undefined;
  readonly state: string | undefined;
  /** Whether to find out who is new. */
  readonly newcomers: boolean;
  /** File for the page's `log.txt`. */
  readonly log: string | undefined;
  /** Told how many commits have been read. */
  readonly tell: (commits: number) => void;
}

/** What `changes --all` is asked for. */
export interface HistoryWish extends Pick<ChangesWish, "tag" | "config" | "state" | "tell"> {
  readonly repository: string;
  readonly format: "markdown" | "json";
  /** Where to write it; without one it is given to `give`, all of it at the end. */
  readonly file: string | undefined;
  /** Is done with the bytes when it resolves. */
  readonly give: (bytes: Uint8Array) => Promise<void>;
}

/** What `backtest` is asked for. Paths are from the folder the command was typed in. */
export interface BacktestWish extends Pick<ChangesWish, "config" | "state"> {
  readonly repository: string;
  /** How many of the newest releases, unless one is named. */
  readonly last: number;
  readonly release: string | undefined;
  /** Told how many releases have been looked at. */
  readonly tell: (looked: number) => void;
}

/** What a configuration came to, and whether it is what `init` would write. */
export interface Backtested {
  readonly told: Backtest;
  readonly isGuessed: boolean;
}

/** A list of changes, and the `log.txt` that was written. */
export interface ListedChanges {
  readonly list: ChangeList;
  readonly log: { readonly file: string; readonly bytes: number } | undefined;
}

/**
 * Everything the terminal is given from outside. `main` makes it of the process; a rehearsal makes one for each of its people, so that they type
 * the very commands that people type. Nothing in `cli/` reaches around it.
 */
export interface Surroundings {
  /** Standard output: what was asked for, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard output for what may be larger than a text should be: resolves when the bytes are gone, so at the pace of whoever reads. */
  readonly pour: (bytes: Uint8Array) => Promise<void>;
  /** Standard error: progress and errors. */
  readonly error: (text: string) => void;
  /** Whether colours may be used, on output and on error. */
  readonly colour: boolean;
  /** Whether a person sits there and can be asked. */
  readonly interactive: boolean;
  /** Columns. */
  readonly width: number;
  readonly version: string;
  /** Whether the stack of an unexpected error is shown. */
  readonly debug: boolean;
  readonly now: () => Instant;
  /** For commands that only look at what is kept, which must be quick. */
  readonly openRecord: (options: GlobalOptions) => Promise<OpenRecord>;
  readonly openApp: (wish: AppWish) => Promise<OpenApp>;
  /** Copies the record into a new file. */
  readonly backUp: (options: GlobalOptions, file: string) => Promise<KeptBackup>;
  /** Puts a backup in the record's place; `resumed` are the releases under way in it. */
  readonly restore: (
    options: GlobalOptions,
    file: string,
  ) => Promise<KeptBackup & { readonly replaced: string | undefined; readonly resumed: readonly string[] }>;
  /** A small file of text, from the folder the command was typed in. Raises FILE_UNREADABLE. */
  readonly readText: (file: string) => Promise<string>;
  /** Raises CONFIG_MISSING, or CONFIG_INVALID with every problem. */
  readonly loadTrain: (options: GlobalOptions) => Promise<LoadedTrain>;
  /** Looks at a repository, or a page, and writes the configuration it suggests. Never replaces a file unless `force`. */
  readonly initTrain: (
    wish: InitWish,
  ) => Promise<{ readonly file: string; readonly guesses: readonly Guess[]; readonly page?: PageReport }>;
  /** Writes the workflows of a train into clones, and says what became of each. Never replaces a file unless `force`. */
  readonly writeWorkflows: (wish: WorkflowsWish) => Promise<readonly WrittenWorkflow[]>;
  /** When each tag of a clone was made. Only reads. */
  readonly readTags: (repository: string) => Promise<readonly { readonly tag: string; readonly moment: Instant }[]>;
  /** Writes a forecast as a page. */
  readonly writeForecast: (file: string, forecast: TrainForecast) => Promise<void>;
  /** Writes a text into a file that a person named. Raises USAGE where it cannot be written. */
  readonly writePage: (file: string, text: string) => Promise<void>;
  /** Reads what is new in clones, which stay as they are. */
  readonly listChanges: (wish: ChangesWish) => Promise<ListedChanges>;
  /** Writes the changelog of a clone's whole history. */
  readonly writeHistory: (wish: HistoryWish) => Promise<WrittenHistory>;
  /** Holds a configuration against the past of a clone, which stays as it is. */
  readonly backtest: (wish: BacktestWish) => Promise<Backtested>;
  /** Writes a backtest as a page. */
  readonly writeBacktest: (file: string, told: Backtested) => Promise<void>;
  /** Runs a rehearsal, which prints its own story, and says its exit code. */
  readonly rehearse: (wish: RehearsalWish) => Promise<number>;
  /** Calls again and again, for progress, until the returned function is called. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
  /** Sleeps until the clock shows that moment, or less when asked to stop. */
  readonly sleepUntil: (moment: Instant, clock: Clock) => Promise<void>;
  /** Whether a signal asked us to stop. */
  readonly stopping: () => boolean;
  /** Asks the person a question to be answered with yes or no. Only when `interactive`. */
  readonly confirm: (question: string) => Promise<boolean>;
}
