import assert from 'node:assert/strict';
import { jumpHosts } from '../../../src/ssh/proxyJump';

describe('The hosts of a ProxyJump', () => {
  it('are read as ssh_config(5) has them', () => {
    assert.deepEqual(jumpHosts('bastion'), [{ host: 'bastion', user: undefined, port: undefined }]);
    assert.deepEqual(jumpHosts('me@jump.example:2222, ssh://other@10.0.0.4:22'), [
      { host: 'jump.example', user: 'me', port: 2222 }, { host: '10.0.0.4', user: 'other', port: 22 },
    ]);
    assert.deepEqual(jumpHosts('[2001:db8::4]:22'), [{ host: '2001:db8::4', user: undefined, port: 22 }]);
  });

  it('are none where one of them could be an option, another word or a command, and not more than anybody goes through', () => {
    const none = ['', ',', 'a,', '-oProxyCommand=x', 'a b', 'a;b', 'a\nHost *', '$(id)', 'a@b@c', 'a:0', 'a:70000', '@a', Array.from({ length: 9 }, () => 'a').join()];
    assert.deepEqual(none.filter((jump) => jumpHosts(jump) !== undefined), []);
  });
});
