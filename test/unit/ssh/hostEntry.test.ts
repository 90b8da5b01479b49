import { entryLines, hasEntry, quotedPath, withEntry, withoutEntry } from '../../../src/ssh/hostEntry';
import type { HostEntry } from '../../../src/ssh/hostEntry';
import assert from 'node:assert/strict';
import fc from 'fast-check';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const entries = fc.record({
  alias: word, address: fc.ipV4(), port: fc.integer({ min: 1, max: 65535 }), user: word,
  keyPath: word.map((name) => `/home/me/my keys/${name}`), knownHostsPath: fc.constant('/home/me/.ssh/known_hosts'),
});

function textOf(list: readonly HostEntry[]): string {
  return list.reduce(withEntry, '');
}

describe('Our SSH configuration', () => {
  it('has each entry once, the latest of each alias', () => {
    fc.assert(fc.property(fc.array(entries, { maxLength: 6 }), (list) => {
      const text = textOf(list);
      const latest = new Map(list.map((entry) => [entry.alias, entry]));
      assert.equal(text.match(/^Host /gm)?.length ?? 0, latest.size);
      assert.ok([...latest.values()].every((entry) => hasEntry(text, entry)));
    }));
  });

  it('is empty when the last entry is taken out', () => {
    fc.assert(fc.property(fc.array(entries, { maxLength: 6 }), (list) => {
      assert.equal(list.reduce((text, { alias }) => withoutEntry(text, alias), textOf(list)), '');
    }));
  });

  it('keeps the others as they are when one is taken out', () => {
    const [one, two] = ['a', 'b'].map((alias): HostEntry => ({
      alias, address: '198.51.100.4', port: 22, user: 'ubuntu', keyPath: '/k', knownHostsPath: '/h',
    }));
    assert.ok(one !== undefined && two !== undefined);
    assert.equal(withoutEntry(textOf([one, two]), 'a'), textOf([two]));
  });

  it('names no file for a key of the agent, so that ssh asks the agent', () => {
    const text = textOf([{ alias: 'a', address: '198.51.100.4', port: 22, user: 'ubuntu', keyPath: undefined, knownHostsPath: '/h' }]);
    assert.doesNotMatch(text, /Identit/);
    assert.match(text, /^ {2}User ubuntu\n {2}UserKnownHostsFile "\/h"$/m);
  });

  it('names what leads there, in OpenSSH\'s own words, and nothing that could begin another line', () => {
    const entry: HostEntry = { alias: 'a', address: '10.240.0.4', port: 22, user: 'ubuntu', keyPath: '/k', knownHostsPath: '/h' };
    assert.match(textOf([{ ...entry, proxy: { jump: 'me@jump:2222,inner' } }]), /^  ProxyJump me@jump:2222,inner$/m);
    assert.match(textOf([{ ...entry, proxy: { command: 'nc -X connect -x proxy:3128 %h %p' } }]), /^  ProxyCommand nc -X connect -x proxy:3128 %h %p$/m);
    assert.doesNotMatch(textOf([entry]), /Proxy/);
    for (const proxy of [{ jump: 'a\nHost *' }, { jump: '-oX' }, { command: 'nc\nHost *' }]) {
      assert.throws(() => textOf([{ ...entry, proxy }]), { code: 'ssh.bad-word' });
    }
  });

  it('says of a bastion what the server\'s own entry says of keys and host keys, and goes whole', () => {
    const entry: HostEntry = {
      alias: 'a', address: '10.240.0.4', port: 22, user: 'ubuntu', keyPath: '/k', knownHostsPath: '/h', proxy: { jump: 'a.bastion' },
      bastions: [{ alias: 'a.bastion', address: '198.51.100.9', port: 2222, user: 'admin', keyPaths: ['/mine', '/k'] }],
    };
    const text = textOf([entry]);
    assert.deepEqual(text.split('  Host a.bastion\n')[1]?.split('\n').map((line) => line.trim()), [
      'HostName 198.51.100.9', 'Port 2222', 'User admin', 'IdentityFile "/mine"', 'IdentityFile "/k"', 'IdentitiesOnly yes', 'ProxyJump none',
      'UserKnownHostsFile "/h"', 'StrictHostKeyChecking accept-new', '# end of a', '',
    ]);
    assert.match(entryLines(entry), /^Host a; .*; Host a\.bastion; HostName 198\.51\.100\.9; /);
    assert.equal(withoutEntry(text, 'a'), '');
    const other: HostEntry = { ...entry, alias: 'b', bastions: [] };
    assert.equal(withoutEntry(textOf([entry, other]), 'a'), textOf([other]));
    assert.throws(() => textOf([{ ...entry, bastions: [{ alias: 'a.bastion', address: '-o', port: 22, user: 'x', keyPaths: [] }] }]), { code: 'ssh.bad-word' });
  });

  it('never turns host-key checks off, and names its own list', () => {
    fc.assert(fc.property(entries, (entry) => {
      const text = withEntry('', entry);
      assert.match(text, /StrictHostKeyChecking accept-new/);
      assert.match(text, /UserKnownHostsFile "\/home\/me/);
      assert.match(text, /IdentitiesOnly yes/);
    }));
  });
});

describe('A path in OpenSSH’s configuration', () => {
  it('is quoted, and its percent signs mean themselves', () => assert.equal(quotedPath('/a b/%h'), '"/a b/%%h"'));
  it('has Windows’ separators turned round', () => assert.equal(quotedPath('C:\\Users\\me\\.ssh\\key', 'win32'), '"C:/Users/me/.ssh/key"'));

  for (const path of ['/a"b', '/a\nb', '/a\\b', '/${HOME}', '/a\u007f']) {
    it(`is refused where it is ${JSON.stringify(path)}`, () => {
      assert.throws(() => quotedPath(path, 'linux'), { code: 'ssh.path-unusable' });
    });
  }
});
