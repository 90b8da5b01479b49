import './texts';
import type { PanelRequest } from '../model/panel';
import type { Kept } from './messages';
import { readKept, readMessage } from './messages';
import { patchChildren } from './patch';
import { page } from './view/page';

interface Editor {
  postMessage(message: PanelRequest): void;
  getState(): unknown;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): Editor;

// Stays in module scope: whoever holds it can speak for the page.
const editor = acquireVsCodeApi();
let kept = readKept(editor.getState());
// A place of its own, beside the script that the body came with.
const root = document.body.appendChild(document.createElement('div'));

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const received = readMessage(event.data);
  if (received !== undefined) keep({ ...kept, last: received.state });
});
draw();
editor.postMessage({ type: 'ready' });

function keep(next: Kept): void {
  kept = next;
  editor.setState(next);
  draw();
}

function draw(): void {
  patchChildren(root, [page(kept.last, kept.client, {
    ask: (request) => editor.postMessage(request),
    choose: (client) => keep({ ...kept, client }),
  })]);
}
