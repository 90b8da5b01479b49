import type { Report } from './check';
import type { Snippet } from './snippet';

/** All that the panel's page shows; the page is a pure function of it. */
export interface PanelState {
  readonly report: Report;
  readonly running: boolean;
  readonly snippets: readonly Snippet[];
  /** The connection is set up: it has an API key to copy, and a message goes through it. */
  readonly connected?: true | undefined;
  /** What was done last with the configuration of a client. */
  readonly clientMessage?: { readonly client: string; readonly text: string } | undefined;
  /** What the last test message said, or undefined. */
  readonly testMessage?: { readonly ok: boolean; readonly text: string } | undefined;
}

/** From the extension to the page. */
export interface PanelMessage {
  readonly type: 'state';
  readonly state: PanelState;
}

/** From the page to the extension; each is a command as well. */
export type PanelRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'check-again' }
  | { readonly type: 'cancel-check' }
  | { readonly type: 'copy-report' }
  | { readonly type: 'send-test-message' }
  | { readonly type: 'copy-snippet'; readonly client: string }
  | { readonly type: 'open-snippet'; readonly client: string }
  | { readonly type: 'copy-api-key' }
  | { readonly type: 'remedy'; readonly command: string };
