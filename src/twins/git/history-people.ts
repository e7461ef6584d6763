import type { Writer } from "./fast-import.ts";

/** An invented contributor; `login` is the account the GitHub twin knows. */
export interface HistoryPerson extends Writer {
  readonly login: string;
}

const staffOf = (name: string): HistoryPerson => {
  const login = name.toLowerCase();
  return { name: `${name} Example`, email: `${login}@posthog.com`, login: `${login}-example` };
};

const hidden = (number: number, name: string, login: string): HistoryPerson => ({
  name,
  email: `${number}+${login}@users.noreply.github.com`,
  login,
});

const open = (name: string, login: string): HistoryPerson => ({ name, email: `${login}@example.com`, login });

const given = ["Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ines", "Jon", "Kira", "Liam", "Mona", "Nils", "Olga", "Pia"];

/** People who work on the product: e-mails of its domain. */
export const staff: readonly [HistoryPerson, ...HistoryPerson[]] = [staffOf("Ana"), ...given.map(staffOf)];

/** Works on the product and shows it nowhere but in the organisation's list of members: commits under a noreply address. */
export const colleague: HistoryPerson = hidden(1000006, "Xaver Muster", "xaver-muster");

/** Contributors who were there before 1.29.0, and from outside as far as their addresses tell. */
export const knownOutside: readonly HistoryPerson[] = [
  open("Zoë Beispiel", "zoe-beispiel"),
  open("José Ejemplo", "jose-ejemplo"),
  hidden(1000001, "Łucja Przykład", "lucja-przyklad"),
  hidden(1000002, "例 花子", "rei-hanako"),
  hidden(1000003, "Ελένη Παράδειγμα", "eleni-paradeigma"),
  open("Ömer Örnek", "omer-ornek"),
  open("Quentin Exemple", "quentin-exemple"),
  hidden(1000004, "Rosa Esempio", "rosa-esempio"),
  open("Sam O'Sample", "sam-osample"),
  open("Tess Voorbeeld", "tess-voorbeeld"),
  hidden(1000005, "ulla", "ulla-eksempel"),
  open("Viktor Примеров", "viktor-primerov"),
  open('Wanda "Double" Quote', "wanda-quote"),
  colleague,
];

/** Contributors whose first commit is after 1.29.0. */
export const newcomers: readonly [HistoryPerson, ...HistoryPerson[]] = [
  open("Yara Firsttime", "yara-firsttime"),
  hidden(2000001, "Ada Newcomer", "ada-newcomer"),
  hidden(2000002, "Bo Nové", "bo-nove"),
  open("Chi Mới", "chi-moi"),
  open("Dag Ny", "dag-ny"),
  hidden(2000003, "Eda Yeni", "eda-yeni"),
  open("Flo Neu", "flo-neu"),
  hidden(2000004, "نور جديد", "noor-new"),
  open("Gil Fresh", "gil-fresh"),
  open("Hal Script", "hal-script"),
];

/** Known by name but never seen with this e-mail: first-time only by e-mail. */
export const movedHouse: HistoryPerson = { name: "Tess Voorbeeld", email: "tess@mail.example.com", login: "tess-voorbeeld" };

/** Never an author, only in a `Co-authored-by` trailer, and new. */
export const onlyCoAuthor: HistoryPerson = hidden(2000005, "Ivy Together", "ivy-together");

export const dependencyBot: HistoryPerson = hidden(49699333, "dependabot[bot]", "dependabot[bot]");
export const projectBot: HistoryPerson = { name: "posthog-bot", email: "bot@posthog.com", login: "posthog-bot" };
/** Who writes merge and squash commits made by a button. */
export const forge: Writer = { name: "GitHub", email: "noreply@github.com" };
