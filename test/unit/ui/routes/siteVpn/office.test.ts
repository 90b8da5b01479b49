import assert from 'node:assert/strict';
import { keyOf } from '../../../../../src/setup/office/key';
import { MemoryVault } from '../../../setup/support';
import { vpnServer } from '../../fixtures';
import { offer, payments } from './offer';
import { ask, but, office, target } from './walk';

describe('the questions about the office', () => {
  it('refuse each address that the cloud cannot dial as it is typed, and say why', async () => {
    const typed = ['10.0.0.1', '100.64.3.4', '0.0.0.0', '2001:db8::1', '127.0.0.1', '224.0.0.5', '203.0.113.0/24', 'vpn.example.com', '203.0.113.7'].map((type) => ({ type }));
    const { choices, prompter } = await ask(but({ 4: ['enter', ...typed] }));
    assert.deepEqual(prompter.refused.map((words) => words.replace(/^[^:]*?is /, 'is ').slice(0, 34)), [
      'is a private address: the cloud ca', 'is a private address: the cloud ca', 'is no address: a gateway shows it ', '2001:db8::1 is not IPv4: a VPN gat',
      'is no address of a host on the int', 'is no address of a host on the int', 'is a range. Type the one address o', 'Type one IPv4 address, such as 203',
    ]);
    assert.deepEqual(choices?.office.peer, { kind: 'address', address: '203.0.113.7' });
  });

  it('look a name up here, and refuse one that does not resolve or that leads to a private address', async () => {
    const typed = ['198.51.100.7', 'office', 'nobody.example.com', 'inside.example.com', 'vpn.example.com'].map((type) => ({ type }));
    const { choices, prompter } = await ask(but({ 4: [{ take: 'A name that I type' }, ...typed] }));
    assert.match(prompter.refused.join('\n'), /^That is an address.*\noffice is neither .*\nnobody\.example\.com does not resolve .*\ninside\.example\.com resolves to 10\.1\.2\.3\. 10\.1\.2\.3 is a private address/);
    assert.deepEqual([choices?.office.peer, choices?.office.identity], [{ kind: 'name', name: 'vpn.example.com' }, { type: 'fqdn', value: 'vpn.example.com' }]);
  });

  it('take this machine’s public address by choice alone, and none of its own with a name that the office says it is', async () => {
    const own = await ask(but({ 4: [{ take: 'The public address of this machine' }] }));
    assert.deepEqual(own.choices?.office.peer, { kind: 'address', address: '203.0.113.77' });
    const none = await ask(but({ 4: [{ take: 'None of its own' }] }), { ownAddress: () => assert.fail('looked up') });
    assert.deepEqual(none.choices?.office, {
      isBehindNat: true, identity: { type: 'fqdn', value: 'orders-pc-1a2b.internal' }, ranges: ['192.168.1.0/24'], peer: undefined,
    });
  });

  it('take NAT and another identity without a question of their own, and keep the identity whatever the address becomes', async () => {
    const { choices, prompter } = await ask(but({ 4: [
      { take: /NAT/ }, { take: 'It says that it is' }, { type: 'key_id:%' }, { type: 'key_id:b2ZmaWNl' }, ...office,
    ] }));
    assert.match(prompter.refused.join(), /Type an IPv4 address, a name such as/);
    const { isBehindNat, identity, peer } = choices?.office ?? assert.fail();
    assert.deepEqual([isBehindNat, identity, peer], [true, { type: 'key_id', value: 'b2ZmaWNl' }, { kind: 'address', address: '203.0.113.7' }]);
  });

  it('propose the networks of this machine that overlap nothing, and judge the ranges as they are typed', async () => {
    const typed = [
      'office', '', '0.0.0.0/0', '10.249.7.0/24', '172.20.1.0/24', '161.26.0.0/24', '192.168.10.0/24, 192.168.0.0/16',
      Array.from({ length: 16 }, (_, at) => `172.30.${at}.0/24`).join(' '), '192.168.10.0/24, 172.30.5.9',
    ].map((type) => ({ type }));
    const { choices, prompter } = await ask(but({ 5: [{ take: 'Ranges that I type' }, ...typed] }), {
      offer: () => Promise.resolve({ ...offer, vpnServers: [vpnServer('people', payments)] }),
    });
    assert.deepEqual(prompter.seen.find(({ placeholder }) => placeholder === 'Which addresses does the office have?')?.labels, ['192.168.1.0/24', 'Ranges that I type']);
    assert.deepEqual(prompter.refused.map((words) => words.slice(0, 44)), [
      'Type the ranges of the office with commas, s', 'Type the ranges of the office with commas, s', '0.0.0.0/0 is every address there is: the VPN',
      '10.249.7.0/24 overlaps 10.249.0.0/18, an add', '172.20.1.0/24 overlaps 172.20.0.0/22, the cl', '161.26.0.0/24 overlaps 161.26.0.0/16, where ',
      '192.168.0.0/16 overlaps 192.168.10.0/24, ano', 'A connection has 15 ranges on a side at most',
    ]);
    assert.deepEqual(choices?.office.ranges, ['192.168.10.0/24', '172.30.5.9/32']);
  });

  it('change the algorithms one after the other, older ones standing by themselves, and take them then', async () => {
    const { choices, prompter } = await ask(but({ 6: [
      { take: 'IKE version' }, { take: 'IKEv1' }, { take: 'Diffie-Hellman group' }, { take: 'group 24' }, { take: 'Lifetime of the first phase' }, { type: '900' }, { type: '7200' },
      { take: 'Encryption of the second phase' }, { take: 'AES-256-GCM' }, { take: 'Perfect forward secrecy' }, { take: 'None' }, { take: 'As chosen below' },
    ] }));
    assert.deepEqual(prompter.refused, ['Type a whole number of seconds from 1800 to 86400.']);
    assert.deepEqual(choices?.ike, { version: 1, cipher: 'aes256', integrity: 'sha256', group: 24, lifetime: 7200 });
    assert.deepEqual(choices.esp, { cipher: 'aes256gcm16', lifetime: 3600 });
    const groups = prompter.seen.find(({ placeholder }) => placeholder === 'Diffie-Hellman group');
    assert.deepEqual(groups?.labels.slice(-3), ['group 22', 'group 23', 'group 24'], 'last, with what is said against them');
    assert.match(groups.details?.at(-1) ?? '', /^Advised against/);
    assert.ok(!prompter.seen.filter(({ placeholder }) => placeholder === 'How should the tunnel be protected?').at(-1)?.labels.includes('Integrity of the second phase'));
    const back = await ask(but({ 6: [
      { take: 'Encryption of the second phase' }, { take: 'AES-256-GCM' }, { take: 'Encryption of the second phase' }, { take: 'AES-128' }, { take: 'As chosen below' },
    ] }));
    assert.deepEqual(back.choices?.esp, { cipher: 'aes128', integrity: 'sha256', group: 14, lifetime: 3600 }, 'what is no GCM needs integrity');
  });

  it('judge a pasted key unseen, and keep it in the vault alone, once all is answered', async () => {
    const secrets = new MemoryVault();
    const key = 'Canary+Key-of:an_office';
    const typed = ['0xC0FFEE0123', '0Sabcdefgh', 'short', `${key} `, `${key}é`, 'x'.repeat(129), key].map((type) => ({ type }));
    const { choices, prompter } = await ask(but({ 7: [{ take: 'One that I paste' }, ...typed] }), { secrets });
    assert.deepEqual(prompter.refused.map((words) => words.slice(0, 24)), [
      'It begins with 0x or 0s:', 'It begins with 0x or 0s:', 'It has 5 characters: 6 t', 'There is a space or a li', 'It has a character that ', 'It has 129 characters: 6',
    ]);
    assert.ok(!JSON.stringify([prompter.refused, choices, prompter.seen]).includes('Canary'));
    assert.equal(choices?.keyIsBrought, true);
    assert.equal((await keyOf(secrets, target.connectionId))?.reveal(), key);
  });
});
