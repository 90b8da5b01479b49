import assert from 'node:assert/strict';
import { commandIds } from '../../src/ui/ids';
import { contributes, sources, read } from './manifest';

const context = contributes.menus['view/item/context'] ?? [];
const title = contributes.menus['view/title'] ?? [];

/** Order of the groups: what is done, what is looked at, what is copied, what is lost. */
const groups = ['1_connect', '2_show', '3_copy', '9_danger'];

describe('the menus in package.json', () => {
  it('name commands of ours alone', () => {
    const known: readonly string[] = commandIds;
    for (const { command, submenu } of Object.values(contributes.menus).flat()) {
      assert.ok(submenu === undefined ? known.includes(command) : command === '', command);
    }
  });

  it('open only menus below them that there are, each with something in it for whatever it is shown on', () => {
    const named = Object.values(contributes.menus).flat().flatMap(({ submenu }) => submenu ?? []);
    assert.deepEqual([...new Set(named)].sort(), contributes.submenus.map(({ id }) => id).sort());
    for (const { submenu, when } of context.filter((entry) => entry.submenu !== undefined)) {
      for (const tag of tagsIn(when)) {
        assert.ok(contributes.menus[submenu ?? '']?.some((entry) => fits(entry.when, [tag])), `${submenu ?? ''} on ${tag}`);
      }
    }
  });

  it('have a menu below them once each: the editor drops a second entry, and with it the kinds that it was for', () => {
    for (const [menu, entries] of Object.entries(contributes.menus)) {
      const below = entries.flatMap(({ submenu }) => submenu ?? []);
      assert.deepEqual(below, [...new Set(below)], menu);
    }
  });

  it('offer the API key and both forms of a client configuration on a run that is done', () => {
    const fitting = contributes.menus['privateConnect.use']?.filter(({ when }) => /\\b(connected|checkable)\\b/.test(when ?? '')).map(({ command }) => command);
    for (const id of ['copyApiKey', 'copyClientConfiguration', 'openClientConfiguration']) {
      assert.ok(fitting?.includes(`privateConnect.${id}`), id);
    }
  });

  it('show an action on an item only where its kind fits', () => {
    for (const { command, when } of context) {
      assert.match(when ?? '', /viewItem =~ \/\\b(\w+|\(\w+(\|\w+)*\))\\b\//, command);
    }
  });

  it('group the actions, with what is lost last and alone', () => {
    for (const { command, group } of context) {
      const name = (group ?? '').split('@')[0] ?? '';
      assert.ok(name === 'inline' || groups.includes(name), `${command} in ${name}`);
      assert.equal(name === '9_danger', ['privateConnect.undo', 'privateConnect.delete', 'privateConnect.discardPlan', 'privateConnect.keepAndForget'].includes(command) && name !== 'inline', command);
    }
  });

  it('ask for tags that nodes have, and nodes have no tag that nothing asks for', () => {
    const asked = new Set(context.flatMap(({ when }) => tagsIn(when)));
    const code = [...sources('src/ui/tree'), ...sources('src/ui/activity')].map(read).join('\n');
    for (const tag of asked) {
      assert.match(code, new RegExp(`'${tag}'`), `no node has the tag ${tag}`);
    }
  });

  it('have at most three inline actions on one kind of item', () => {
    const inline = context.filter(({ group }) => group?.startsWith('inline') === true);
    const ofRun = inline.filter(({ when }) => when?.includes('privateConnect.activity') === true).map(({ group }) => group);
    // Of the actions at one place at most one fits a run's state: what can run is neither running nor stopped.
    assert.deepEqual([...new Set(ofRun)].sort(), ['inline@1', 'inline@2', 'inline@3']);
    const onResource = inline.filter(({ when }) => when?.includes('privateConnect.resources') === true);
    assert.ok(new Set(onResource.map(({ group }) => group)).size <= 3);
  });

  it('have at most three actions in a view\'s title, and no hand-made Collapse All', () => {
    const shown = title.filter(({ group }) => group?.startsWith('navigation') === true);
    assert.ok(shown.length <= 3);
    assert.ok(commandIds.every((id) => !/collapse/i.test(id)));
  });

  it('hold at most seven entries for one item', () => {
    const tagsOf = {
      instance: ['connectable', 'checkable', 'hasCrn', 'hasDetails', 'hasPage', 'pinnable'],
      run: ['run', 'connected', 'checkable', 'undoable', 'plannable'],
      dialledInstance: ['connectable', 'reached', 'dialable', 'checkable', 'hasCrn', 'hasDetails', 'hasPage', 'pinnable'],
      dialledRun: ['run', 'connected', 'dialable', 'checkable', 'undoable', 'plannable'],
      connection: ['connected', 'checkable'],
      dialled: ['connected', 'checkable', 'dialable'],
      ofOffice: ['connected', 'checkable', 'office'],
      runOfOffice: ['run', 'connected', 'office', 'checkable', 'undoable', 'plannable'],
      vpc: ['vpc', 'hasCrn', 'hasDetails', 'hasPage', 'pinnable', 'ours'],
      server: ['virtualServer', 'loginable', 'hasCrn', 'hasDetails', 'hasPage', 'ours'],
      region: ['region', 'place', 'retryable'],
      step: ['step', 'hasError', 'ours'],
    };
    for (const [kind, tags] of Object.entries(tagsOf)) {
      const fitting = context.filter(({ group, when }) => group?.startsWith('inline') === false && fits(when, tags));
      assert.ok(fitting.length >= 1 && fitting.length <= 7, `${kind}: ${fitting.map(({ command, submenu }) => submenu ?? command).join(', ')}`);
    }
  });
});

/** The tags that a clause asks for. */
function tagsIn(when = ''): readonly string[] {
  return [...when.matchAll(/viewItem =~ \/\\b\(?([\w|]+)\)?\\b\//g)].flatMap(([, tags = '']) => tags.split('|'));
}

/** Whether a clause holds on a node with these tags. */
function fits(when = '', tags: readonly string[]): boolean {
  return [...when.matchAll(/(!\()?viewItem =~ \/(.+?)\//g)].every(([, not, words = '']) => new RegExp(words).test(tags.join()) === (not === undefined));
}
