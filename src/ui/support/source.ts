/** Which product on which machine. */
export interface About {
  readonly product: string;
  readonly editor: string;
  readonly system: string;
  /** Where the extension runs: "on this machine", "ssh-remote". */
  readonly place: string;
}

/** What support is told of, beside the connections. */
export interface SupportSource {
  about(): About;
  settings(): Readonly<Record<string, unknown>>;
  /** This window's log so far, the end of it where it is long. */
  log(): Promise<string>;
  /** Every secret that is kept, in clear: none of them may stand in what is saved. */
  secrets(): Promise<readonly string[]>;
  /** Ids and names of the accounts, and of who signed in to them. */
  accounts(): Promise<readonly string[]>;
  readonly homeFolder: string;
  /** Whether the product says where its issues are kept; the editor's form needs that. */
  readonly takesIssues: boolean;
}

/** "Private Connect 0.1.0", a line each. */
export function aboutLines({ product, editor, system, place }: About): readonly string[] {
  return [`Private Connect ${product}`, `VS Code ${editor}`, system, `The extension runs ${place}`];
}
