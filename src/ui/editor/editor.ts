import type { Connection } from '../../model/connection';
import type { CommandId } from '../ids';
import type { Subject } from '../tree/node';
import type { Workspace } from './workspaceFiles';

/** A resource whose document can be shown. */
export interface ShownResource {
  readonly name: string;
  readonly crn: string;
  readonly region: string;
  /** Of a VPC resource; an instance is read by its CRN. */
  readonly href?: string | undefined;
  /** Its page in the console, where the cloud names one. */
  readonly page?: string | undefined;
}

/** A file that a person chose. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A program with its arguments, which no shell takes apart. */
export interface NewTerminal {
  readonly name: string;
  readonly program: string;
  readonly words: readonly string[];
  /** A product icon's name. */
  readonly icon: string;
}

/** What commands do in the editor, besides asking people and telling them. */
export interface Editor {
  /** Puts text on the clipboard and says so in passing. */
  copy(text: string): Promise<void>;
  /** What is on the clipboard, as text. */
  pasted(): Promise<string>;
  /** Asks in front of everything else, before something of somebody else's is ended; whether the button was pressed. */
  confirm(question: { readonly text: string; readonly detail: string; readonly button: string }): Promise<boolean>;
  /** Shows in the Activity view that something goes on. */
  progress<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Runs one of our commands. */
  run(command: CommandId, subject: Subject): Promise<void>;
  /** Opens a text as a new document, which nobody has saved. */
  openText(text: string, language: string): Promise<void>;
  /** Opens a file of the machine that the extension runs on. */
  openFile(path: string): Promise<void>;
  /** Saves a text in a file that the person chooses; its path, or undefined where they change their mind. */
  saveText(suggestedName: string, text: string): Promise<string | undefined>;
  /**
   * Asks where a new file is to be, on the machine that the extension runs on; undefined where the person changes their mind. Nothing is written.
   * `endings` by their name.
   */
  chooseNewFile(suggestedPath: string, title: string, endings: Readonly<Record<string, readonly string[]>>): Promise<string | undefined>;
  /** What is in a file that the person chooses, with its name; undefined where they change their mind. Fails where it is longer than that. */
  chooseText(title: string, endings: readonly string[], mostBytes: number): Promise<{ readonly name: string; readonly text: string } | undefined>;
  /** The same of one or more files, whatever is in them. */
  chooseFiles(title: string, endings: readonly string[], mostBytes: number): Promise<readonly ChosenFile[] | undefined>;
  /** What is open in the window, to be written to. */
  workspace(): Promise<Workspace>;
  /** Opens the editor's form for an issue of ours, with a text to go on from. */
  reportIssue(text: string): Promise<void>;
  /** Opens a resource as the API gives it. */
  openDetails(resource: ShownResource): Promise<void>;
  /** Opens a page in the browser. */
  openPage(url: string): Promise<void>;
  /** Opens a plan, or the run of it, as a document. */
  openPlan(connection: Connection): Promise<void>;
  /** The id of the connection whose plan is the document in front. */
  shownPlan(): string | undefined;
  /** Opens a terminal in which a program runs, on the machine that the extension runs on. */
  openTerminal(terminal: NewTerminal): Promise<void>;
  /** Shows the terminal of that name in which a program still runs; whether there is one. */
  showTerminal(name: string): boolean;
}
