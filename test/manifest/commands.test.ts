import assert from 'node:assert/strict';
import { commandIds, withoutAccount } from '../../src/ui/ids';
import { contributes, read, said, sources } from './manifest';

const palette = contributes.menus['commandPalette'] ?? [];
const declared = contributes.commands.map(({ command }) => command);

describe('the commands in package.json', () => {
  it('are those in ids.ts, both ways', () => {
    assert.deepEqual([...declared].sort(), [...commandIds].sort());
  });

  it('are registered at one call site', () => {
    const sites = sources('src').filter((path) => read(path).includes('registerCommand('));
    assert.deepEqual(sites, ['src/ui/commands/register.ts']);
  });

  it('have a handler each, apart from nothing', () => {
    const handled = sources('src/ui/commands').flatMap((path) => [...read(path).matchAll(/'(privateConnect\.\w+)': \{/g)].map(([, id]) => id));
    assert.deepEqual([...new Set(handled)].sort(), [...commandIds].sort());
    assert.equal(handled.length, commandIds.length, 'one handler a command');
  });

  it('stand under "IBM Cloud", with a verb first, no brand and no emoji', () => {
    for (const { title, category } of contributes.commands) {
      const text = said(title);
      assert.equal(said(category), 'IBM Cloud', text);
      assert.doesNotMatch(text, /IBM|Private Connect/, 'the category says the brand');
      assert.doesNotMatch(text, /\p{Extended_Pictographic}/u);
      assert.match(text, /^(Sign|Plan|Let|Keep|Switch|Try|Refresh|Retry|Filter|Clear|Choose|Show|Copy|Connect|Run|Cancel|Undo|Discard|Check|Open|Send|Report|Save|Load|Pin|Unpin|Find|Change|Create|Allow|Assign|Delete|Install|Write|Take|Make|Add|Accept|Revoke|Renew|Enable|Apply|Compare)\b/);
    }
  });

  it('are in title case', () => {
    const small = ['the', 'a', 'an', 'to', 'of', 'and', 'in'];
    for (const { title } of contributes.commands) {
      const words = said(title).replace('…', '').split(' ');
      assert.ok(words.every((word, index) => (index > 0 && small.includes(word)) || /^[A-Z]/.test(word)), said(title));
    }
  });

  it('have one rule in the palette each, with a condition', () => {
    assert.deepEqual(palette.map(({ command }) => command).sort(), [...declared].sort());
    assert.ok(palette.every(({ when }) => when !== undefined && when !== ''));
  });

  it('that need an account are off without one, in every menu', () => {
    for (const { command, enablement } of contributes.commands) {
      assert.equal(enablement, withoutAccount.some((free) => free === command) ? undefined : 'privateConnect.signedIn', command);
    }
  });

  it('that need a node are hidden in the palette', () => {
    for (const id of ['privateConnect.retry', 'privateConnect.loadMore', 'privateConnect.pinToTop', 'privateConnect.unpin', 'privateConnect.copyError']) {
      assert.equal(palette.find(({ command }) => command === id)?.when, 'false', id);
    }
  });

  it('that work at what there may not be are in the palette only while it is there', () => {
    const needed = {
      run: 'runnable', cancelRun: 'cancellable', retryFromHere: 'resumable', undo: 'undoable', discardPlan: 'discardable', showPlan: 'planned', planAgain: 'plannable', changePlan: 'changeable', letThisMachineIn: 'undoable', changeSshLogin: 'plannable', keepAndForget: 'forgettable',
      checkAgain: 'reported', cancelCheck: 'reported', copyApiKey: 'connected', sendTestMessage: 'connected', copySshCommand: 'connected', openSshTerminal: 'connected', saveVpnProfile: 'dialable', connectVpn: 'dialable', copyVpnHosts: 'dialable', letColleagueIn: 'dialable', revokeVpnCertificate: 'dialable', renewVpnCertificates: 'dialable', onPremisesFiles: 'office', applyOverSsh: 'office', compareOffice: 'office',
    };
    for (const [name, key] of Object.entries(needed)) {
      assert.equal(palette.find(({ command }) => command === `privateConnect.${name}`)?.when, `privateConnect.signedIn && privateConnect.${key}`, name);
    }
  });

  it('have no keybinding', () => {
    assert.equal(contributes.keybindings, undefined);
  });
});
