import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { forwardFailure, hostKeyChanged, signInFailure, sshFailure } from '../../../../src/diagnose/vantage/sshFailures';

describe('what SSH fails with', () => {
  const target = { name: 'build-box', host: '198.51.100.4', port: 22, username: 'ubuntu' };

  it('says who wanted to sign in where, why not, and what to do', () => {
    const nexts: readonly [string, RegExp][] = [
      ['ssh.unreachable', /server is running.*address from which this machine's SSH comes.*carrier's NAT/], ['ssh.refused-key', /login user/], ['ssh.key-unreadable', /private key's file/],
      ['ssh.agent-refused', /allow it where the agent asks/],
      ['ssh.no-passphrase', /^Try again and type it/],
      ['ssh.handshake', /SSH service of today/], ['ssh.closed', /^Check again: a server that is starting/], ['ssh.odd', /^Check again\.$/],
    ];
    for (const [code, next] of nexts) {
      const failure = sshFailure(code, target, 'it said no');
      assert.deepEqual([failure.code, failure.what, failure.why], [code, 'Could not sign in to build-box (ubuntu@198.51.100.4:22)', 'it said no']);
      assert.match(failure.next, next);
    }
  });

  it('shows what comes from the cloud and the server as text', () => {
    const odd = { ...target, username: `\u202e${'u'.repeat(200)}`, host: 'h\u202e' };
    assert.match(sshFailure('ssh.closed', odd, 'why\u202e').message, /^Could not sign in to build-box \(\[U\+202E\]u+…@h\[U\+202E\]:22\): why\[U\+202E\]$/);
    const changed = hostKeyChanged({ ...target, host: 'h\u202e' }, '/hosts', 'SHA256:x');
    assert.doesNotMatch(changed.what + changed.next, /\u202e/);
  });

  it('says of a changed host key where the old one stands', () => {
    const { code, what, why, next } = hostKeyChanged(target, '/known_hosts', 'SHA256:abc');
    assert.deepEqual([code, what], ['ssh.host-key-changed', 'build-box (198.51.100.4:22) shows another host key than before']);
    assert.equal(why, 'It shows SHA256:abc, which is not the key in /known_hosts. '
      + 'Either the server was made anew at this address, or something else answers in its place.');
    assert.equal(next, 'If the server was made anew, remove the line of 198.51.100.4 from /known_hosts; otherwise do not connect.');
  });

  describe('by the level that ssh2 gives', () => {
    const said = (level: string | undefined, more: object = {}) => (
      signInFailure(target, Object.assign(new Error('its words'), level === undefined ? {} : { level }, more)));
    const table: readonly [string | undefined, object, string, string][] = [
      ['client-authentication', {}, 'ssh.refused-key', 'The server accepts none of the offered ways to sign in.'],
      ['client-timeout', {}, 'ssh.unreachable', 'It did not finish the SSH handshake: its words'],
      ['agent', {}, 'ssh.agent-refused', 'The SSH agent did not sign: its words.'],
      ['protocol', {}, 'ssh.handshake', 'its words'], ['handshake', {}, 'ssh.handshake', 'its words'],
      [undefined, {}, 'ssh.handshake', 'its words'], [undefined, { code: 2 }, 'ssh.closed', 'its words'], ['client-socket', {}, 'ssh.closed', 'its words'],
    ];
    for (const [level, more, code, why] of table) {
      it(`is ${code} for ${level ?? `none, ${JSON.stringify(more)}`}`, () => {
        assert.deepEqual([said(level, more).code, said(level, more).why], [code, why]);
        assert.ok(said(level, more).cause instanceof Error);
      });
    }

    it('is no SSH at all for what is no error', () => {
      const failure = signInFailure(target, 'nonsense');
      assert.deepEqual([failure.code, failure.why], ['ssh.handshake', 'nonsense']);
    });
  });

  describe('behind the server', () => {
    const refused = (message: string, reason: number) => forwardFailure({ name: 'build-box' }, '10.249.1.4:9093', Object.assign(new Error(message), { reason }));

    it('is the server\'s own ban', () => {
      const failure = refused('(SSH) Channel open failure: administratively prohibited', 1);
      assert.ok(failure instanceof Failure);
      assert.deepEqual([failure.code, failure.what, failure.why], [
        'ssh.forwarding-refused', 'build-box does not forward to 10.249.1.4:9093', 'administratively prohibited',
      ]);
      assert.match(failure.next, /AllowTcpForwarding yes/);
    });

    const words: readonly [string, string][] = [
      ['Connection refused', 'ECONNREFUSED'], ['Connection timed out', 'ETIMEDOUT'], ['Temporary failure in name resolution', 'EAI_AGAIN'],
      ['Name or service not known', 'ENOTFOUND'], ['No address associated with hostname', 'ENOTFOUND'], ['Network is unreachable', 'EHOSTUNREACH'],
      ['No route to host', 'EHOSTUNREACH'], ['open failed', 'ECONNFAILED'],
    ];
    for (const [message, code] of words) {
      it(`is ${code} for "${message}"`, () => {
        const failure = refused(`(SSH) Channel open failure: ${message}`, 2);
        assert.deepEqual([failure.name, 'code' in failure && failure.code, failure.message], ['NetworkError', code, `${message} (said by build-box)`]);
      });
    }

    it('is what was said even where that is no error', () => {
      assert.equal(forwardFailure({ name: 'build-box' }, 'x:1', 'no route').message, 'no route (said by build-box)');
    });
  });
});
