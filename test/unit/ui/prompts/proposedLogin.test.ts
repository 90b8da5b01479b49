import assert from 'node:assert/strict';
import type { VirtualServer } from '../../../../src/model/landscape';
import type { UserSettings } from '../../../../src/ssh/userSettings';
import { proposedLogin } from '../../../../src/ui/prompts/proposedLogin';
import { resource, server } from '../fixtures';
import { offer, payments } from '../routes/vsi/offer';

describe('The login that is proposed for a server that exists', () => {
  const box = server('build-box', payments);
  const floating = { ...resource('address', 'floating_ip'), address: '198.51.100.1', zone: box.zone, status: 'available', targetId: box.primaryInterface?.id };

  async function proposed(said: Readonly<Record<string, Partial<UserSettings>>> = {}, of: VirtualServer = box, typed?: string): Promise<[string, number]> {
    const settingsOf = (host: string): Promise<UserSettings | undefined> =>
      Promise.resolve({ host, user: undefined, port: 22, jump: undefined, command: undefined, keyPaths: [], ...said[host] });
    const { user, port } = await proposedLogin(of, typed, { ...offer, floatingIps: [floating] }, settingsOf);
    return [user, port];
  }

  it('is its image\'s user, by the operating system and not by the name that somebody gave the image', async () => {
    const systems = new Map([['mine', 'ubuntu-22-04-amd64'], ['misleading', 'debian-12-amd64']]);
    const of = (image: VirtualServer['image']): Promise<{ user: string }> =>
      proposedLogin({ ...box, image }, undefined, { floatingIps: [], systems }, () => Promise.resolve(undefined));
    assert.equal((await of({ id: 'mine', name: 'golden-2026q1' })).user, 'ubuntu');
    assert.equal((await of({ id: 'misleading', name: 'ubuntu-like' })).user, 'vpcuser');
    assert.equal((await of({ id: 'gone', name: 'ibm-ubuntu-24-04-minimal-amd64-2' })).user, 'ubuntu', 'what is left of an image that is gone');
    assert.equal((await of(undefined)).user, 'vpcuser', 'made from a volume');
  });

  it('is what the user\'s SSH configuration says of the address that is typed, else of the server\'s own', async () => {
    assert.deepEqual(await proposed({ '198.51.100.1': { user: 'admin', port: 2222 } }), ['admin', 2222]);
    assert.deepEqual(await proposed({ '10.249.0.7': { port: 2022 } }), ['ubuntu', 2022], 'a port alone is no user');
    assert.deepEqual(await proposed({ '10.8.0.4': { user: 'typed' }, '198.51.100.1': { user: 'own' } }, box, '10.8.0.4'), ['typed', 22]);
    assert.deepEqual(await proposed(), ['ubuntu', 22]);
  });

  it('is what it says of the server\'s name only where that stands for one of its addresses', async () => {
    assert.deepEqual(await proposed({ 'build-box': { host: '198.51.100.1', user: 'named' } }), ['named', 22]);
    assert.deepEqual(await proposed({ 'build-box': { host: '203.0.113.99', user: 'other' } }), ['ubuntu', 22]);
  });

  it('is none that could not be used', async () => {
    assert.deepEqual(await proposed({ '198.51.100.1': { user: 'CORP\\me' } }), ['ubuntu', 22]);
  });
});
