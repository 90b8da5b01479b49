import type { Connection } from '../../model/connection';
import type { FailureText } from '../../model/failure';
import type { Instance } from '../../model/instance';
import type { RunView, StepView } from '../../model/plan';
import type { CheckTarget } from '../checks/checkTarget';
import type { Health } from './health';

/** What a node stands for; commands read it. */
export type Subject =
  | { readonly kind: 'region'; readonly region: string; readonly retry: () => void }
  | { readonly kind: 'folder' }
  /** `id` is what the journals call one that has no CRN of its own. */
  | {
    readonly kind: 'resource'; readonly name: string; readonly crn: string; readonly id?: string; readonly href: string; readonly region: string;
  }
  | { readonly kind: 'instance'; readonly instance: Instance }
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'run'; readonly run: RunView }
  | { readonly kind: 'step'; readonly run: RunView; readonly step: StepView }
  /** Not a node's: what the panel is about. */
  | { readonly kind: 'target'; readonly target: CheckTarget; readonly client?: string | undefined }
  | { readonly kind: 'failure'; readonly failure: FailureText; readonly retry: () => void }
  /** The rest of a list that is cut. */
  | { readonly kind: 'more'; readonly showMore: () => void }
  | { readonly kind: 'note' };

/** How a node looks, as plain data. Texts are already safe to show; `tooltip` is Markdown. */
export interface NodeView {
  /** Unique in its tree and the same after a refresh: made from a CRN or an id of ours, never from a name or a place in a list. */
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly tooltip: string;
  /** A product icon's name. */
  readonly icon: string;
  /** Theme colour of the icon; the state is in the words too. */
  readonly color?: string | undefined;
  /** Set where it is out of order; the words say so as well. */
  readonly health?: Health | undefined;
  readonly open: 'leaf' | 'collapsed' | 'expanded';
  /** For `viewItem =~ /\bword\b/`; joined and sorted by `contextValue`. */
  readonly tags: readonly string[];
  /** "name, kind, state", the name first. */
  readonly spoken: string;
}

/** One node of a tree. The tree's provider knows nothing else of it. */
export interface TreeNode {
  readonly view: NodeView;
  readonly subject: Subject;
  /** Absent on a leaf. */
  readonly children?: (() => Promise<readonly TreeNode[]>) | undefined;
}

/** The text of `TreeItem.contextValue`. */
export function contextValue(tags: readonly string[]): string {
  return [...new Set(tags)].sort().join('+');
}

/** "name, kind, state", leaving out what is empty. */
export function spokenLabel(name: string, kind: string, state: string | undefined): string {
  return [name, kind, state].filter((part) => part !== undefined && part !== '').join(', ');
}

/** Parts of a description: "10.249.0.0/16 · 3 zones". */
export function describe(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** "1 subnet", "4 subnets". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
