import assert from 'node:assert/strict';
import { loginFrom, loginText } from '../../../src/model/serverLogin';

describe('A login of a server', () => {
  it('is typed as a user, with a port behind it where that is not SSH\'s usual one, and shown as it is typed', () => {
    for (const [typed, user, port] of [['ubuntu', 'ubuntu', 22], [' vpcuser:2222 ', 'vpcuser', 2222], ['first.last-1_x', 'first.last-1_x', 22]] as const) {
      assert.deepEqual(loginFrom(typed), { user, port });
      assert.equal(loginText({ user, port }), typed.trim());
    }
    assert.equal(loginText(loginFrom('ubuntu:22') ?? { user: '', port: 0 }), 'ubuntu');
  });

  it('is nothing that could be an option, another word or a command, and no port that is none', () => {
    const none = ['', '-oProxyCommand=x', 'a b', 'a@b', 'a;b', '$(id)', 'a\nb', 'ubuntu:', 'ubuntu:0', 'ubuntu:65536', 'ubuntu:22:22', ':22', 'x'.repeat(66), 'ü'];
    assert.deepEqual(none.filter((text) => loginFrom(text) !== undefined), []);
  });
});
