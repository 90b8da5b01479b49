import assert from 'node:assert/strict';
import fc from 'fast-check';
import { partsOf, textOf } from '../../../src/openvpn/profileText';
import { lineOfWords, wordsOf } from '../../../src/openvpn/profileWords';
import { anyProfile } from './anyProfile';

describe('a VPN profile\'s text', () => {
  it('is the same text again after it was read, whatever it was', () => {
    fc.assert(fc.property(anyProfile, (text) => assert.equal(textOf(partsOf(text)), text)), { numRuns: 1000 });
  });

  it('has its options apart from comments and from files that stand in it', () => {
    const parts = partsOf('\ufeffclient\r\n# port 1\r\n--proto tcp # why\r\n<ca>\r\nport 2\r\n</ca>\r\nx-unknown "a b"\r\n');
    assert.deepEqual(parts.map((part) => (part.kind === 'directive' ? part.words : part.kind === 'block' ? part.name : part.raw.trim())), [['client'], '# port 1', ['proto', 'tcp'], 'ca', ['x-unknown', 'a b']]);
  });

  it('has a file that is cut off up to its end', () => {
    const [only, ...others] = partsOf('<ca>\nport 443\n');
    assert.ok(only?.kind === 'block' && !only.isClosed && others.length === 0);
    const [bare] = partsOf('<ca>');
    assert.ok(bare?.kind === 'block' && !bare.isClosed);
  });
});

describe('a profile\'s line', () => {
  it('is taken apart as OpenVPN does', () => {
    for (const [text, words] of [
      ['remote vpn.example 443 tcp # a comment', ['remote', 'vpn.example', '443', 'tcp']], ['a b#c', ['a', 'b#c']], ['key "C:\\\\my keys\\\\k.pem"', ['key', 'C:\\my keys\\k.pem']],
      ['key \'a\\b c\'', ['key', 'a\\b c']], ['key a\\ b', ['key', 'a b']], ['it\'s fine', ['it\'s', 'fine']], [';client', []], ['x "', ['x', '']],
    ] as const) {
      assert.deepEqual(wordsOf(text), words, text);
    }
  });

  it('that we write is read as its words, whatever is in them', () => {
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => assert.deepEqual(wordsOf(lineOfWords(words)), words)));
  });

  it('is never two: what comes from elsewhere, such as a domain, begins no option of its own', () => {
    for (const domain of ['a.example\nup /tmp/x', 'a.example\rup /tmp/x', 'a\0b']) {
      assert.throws(() => lineOfWords(['dhcp-option', 'DOMAIN-ROUTE', domain]), TypeError);
    }
  });
});
