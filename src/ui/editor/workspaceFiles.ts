/** A folder of the workspace, as far as files may be written to it. */
export interface WorkspaceFolder {
  readonly name: string;
  /** Why nothing can be written to it. */
  readonly problem?: 'virtual' | 'read-only' | undefined;
  /** What is in a file of it, directly below; undefined where there is none. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Whether something of that name is there. */
  has(name: string): Promise<boolean>;
  write(name: string, content: Uint8Array): Promise<void>;
  /** Opens a file of it. */
  open(name: string): Promise<void>;
}

/** What is open in the window. */
export interface Workspace {
  readonly isTrusted: boolean;
  readonly folders: readonly WorkspaceFolder[];
}
