import type * as vscode from 'vscode';
import type { RunView } from '../../model/plan';
import type { ContextKeys } from '../contextKeys';
import type { Sessions } from '../session/sessions';
import type { TreeNode } from '../tree/node';
import type { NodeTree } from '../tree/provider';
import { isMoving, runNode } from './runNode';

/** The Activity view: a node a run, newest first, its time ticking while it runs. */
export class ActivityView implements vscode.Disposable {
  /** When each run was given as it is, so that its time can go on from there. */
  readonly #given = new Map<string, { readonly run: RunView; readonly at: number }>();
  #ticking: NodeJS.Timeout | undefined;

  constructor(private readonly tree: NodeTree, private readonly sessions: Sessions, private readonly keys: ContextKeys) {}

  async roots(): Promise<readonly TreeNode[]> {
    const session = await this.sessions.current();
    this.keys.set('privateConnect.signedIn', session !== undefined);
    const views = session?.setup.views() ?? [];
    this.keys.set('privateConnect.planned', views.length > 0);
    this.keys.set('privateConnect.connected', views.some(({ state }) => state === 'done'));
    this.keys.set('privateConnect.proven', session?.history.anyPassed() ?? false);
    this.#tickWhile(views.some(isMoving));
    return views.map((run) => runNode(run, this.#since(run)));
  }

  dispose(): void {
    this.#tickWhile(false);
  }

  #since(run: RunView): number {
    const given = this.#given.get(run.connectionId);
    if (given?.run.elapsedMs === run.elapsedMs && given?.run.state === run.state) {
      return Date.now() - given.at;
    }
    this.#given.set(run.connectionId, { run, at: Date.now() });
    return 0;
  }

  #tickWhile(moving: boolean): void {
    if (moving) {
      this.#ticking ??= setInterval(() => this.tree.paint(), 1000).unref();
    } else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }
}
