import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { authenticationId, authenticationLabel, commandIds, containerId, viewIds } from '../../src/ui/ids';
import { contributes, manifest, read, root, said } from './manifest';

const views = contributes.views[containerId] ?? [];

describe('the views in package.json', () => {
  it('stand in one container with an outline icon', () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(containers.map(({ id }) => id), [containerId]);
    const icon = read(containers[0]?.icon ?? '');
    assert.match(icon, /^<svg[^>]*fill="none"/);
    assert.match(icon, /stroke="currentColor"/);
  });

  it('are two trees with short names and icons', () => {
    assert.deepEqual(views.map(({ id }) => id), [...viewIds]);
    for (const { name, icon, type } of views) {
      assert.ok(said(name).length <= 12);
      assert.ok(icon !== undefined && existsSync(join(root, icon)));
      assert.equal(type, undefined, 'no webview view');
    }
  });

  it('have one welcome text a state', () => {
    const states = contributes.viewsWelcome.map(({ view, when }) => `${view} ${when}`);
    assert.equal(new Set(states).size, states.length);
    const conditions = contributes.viewsWelcome.filter(({ view }) => view === 'privateConnect.resources').map(({ when }) => when).join(' ');
    for (const state of ['!privateConnect.signedIn', 'nothing-found', 'no-match', 'access-denied']) {
      assert.ok(conditions.includes(state), state);
    }
  });

  const [{ id: walkthroughId } = { id: '' }] = contributes.walkthroughs;
  const walkthrough = `command:workbench.action.openWalkthrough?${encodeURIComponent(JSON.stringify(`${manifest.publisher}.${manifest.name}#${walkthroughId}`))}`;

  it('lead one who is signed out to the walkthrough', () => {
    assert.ok(contributes.viewsWelcome.some(({ when, contents }) => when === '!privateConnect.signedIn' && said(contents).includes(`(${walkthrough})`)));
  });

  it('offer at most one button a state, after the links, each saying where it goes', () => {
    for (const { contents } of contributes.viewsWelcome) {
      const lines = said(contents).split('\n').filter((line) => line !== '');
      const buttons = lines.filter((line) => /^\[[^\]]+\]\([^)]+\)$/.test(line));
      assert.ok(buttons.length <= 1, said(contents));
      assert.ok(buttons.length === 0 || lines.at(-1) === buttons[0], 'the button comes last');
      for (const [, label = '', target = ''] of said(contents).matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
        assert.doesNotMatch(label, /read more|click|here\b/i);
        assert.ok(target === walkthrough || commandIds.some((id) => target === `command:${id}`), target);
      }
    }
  });

  it('put the accounts into the Accounts menu', () => {
    assert.deepEqual(contributes.authentication.map(({ id, label }) => [id, said(label)]), [[authenticationId, authenticationLabel]]);
  });
});

describe('what the extension needs of the editor', () => {
  it('is started by a view, a command or a link, never with the window', () => {
    for (const event of manifest.activationEvents) {
      assert.match(event, /^(?:onWebviewPanel:|onUri$)/);
    }
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
  });

  it('works in folders that are not trusted and in virtual ones, and says so', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, true);
  });

  it('has the icon of its marketplace page', () => {
    assert.ok(existsSync(join(root, manifest.icon)));
  });
});
