import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, byKeyboard } from './accessibility';
import { interruptedJourney, journey, signIn, undo, welcome } from './journey';
import { packaged } from './session';
import { siteVpnJourney } from './siteVpnJourney';
import { vpnJourney } from './vpnJourney';
import { walk } from './walk';

describe('the journey, with the packaged product in the real workbench', () => {
  let folder: string;
  let vsix: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-vsix-'));
    vsix = await packaged(folder);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  describe('from welcome to a message that came back', () => walk('journey', [...journey, byKeyboard, accessible, undo], () => vsix));
  describe('with the window reloaded in the middle of the run', () => walk('reload', interruptedJourney, () => vsix));
  describe('through a client VPN, to where a real one would be dialled', () => walk('vpn', [welcome, signIn, ...vpnJourney], () => vsix));
  describe('through a site-to-site VPN, to where an office would have to dial', () => walk('site-vpn', [welcome, signIn, ...siteVpnJourney], () => vsix));
});
