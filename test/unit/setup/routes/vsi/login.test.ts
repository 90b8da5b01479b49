import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { vsiChoices, type VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { vsiFrame } from '../../../../../src/setup/routes/vsi/frame';
import { portOf, vsiLogin } from '../../../../../src/setup/routes/vsi/login';
import { vsiOpenings, vsiPath } from '../../../../../src/setup/routes/vsi/path';
import { formerRules } from '../../../../../src/setup/routes/vsi/rules';
import { serverRules } from '../../../../../src/setup/steps/serverRules';
import { eventStreams } from '../../../../../src/services/eventStreams/service';
import { connection } from '../../scripted';

describe('Who signs in to a server, and where it listens', () => {
  const choices: VsiChoices = { ...connection.choices, sshFrom: '203.0.113.7/32' };
  const moved = vsiLogin.changed(choices, { user: 'admin', port: 2222 });
  const ports = (of: VsiChoices): unknown => formerRules(of).map(({ portMin, portMax }) => [portMin, portMax]);

  it('is at SSH\'s usual port in files of before', () => {
    const saved = v.parse(vsiChoices, choices);
    assert.equal('sshPort' in saved, false);
    assert.deepEqual(vsiLogin.of(saved), { user: 'ubuntu', port: 22 });
    for (const sshPort of [0, 65_536, 22.5, '22']) {
      assert.equal(v.safeParse(vsiChoices, { ...choices, sshPort }).success, false);
    }
  });

  it('can be changed whatever was made: the rule of ours for the port before gives way to the new one', () => {
    assert.deepEqual([moved.loginUser, portOf(moved), moved.sshPortsBefore], ['admin', 2222, [22]]);
    assert.ok(isDeepStrictEqual(vsiFrame(choices), vsiFrame(moved)));
    assert.deepEqual(serverRules(moved.sshFrom, portOf(moved))[0], {
      direction: 'inbound', protocol: 'tcp', portMin: 2222, portMax: 2222, remote: { kind: 'cidr', cidr: '203.0.113.7/32' },
    });
    assert.deepEqual([ports(choices), ports(moved)], [[], [[22, 22]]]);
    const back = vsiLogin.changed(moved, { user: 'admin', port: 22 });
    assert.deepEqual([v.parse(vsiChoices, back).sshPort, ports(back)], [undefined, [[2222, 2222]]]);
    assert.deepEqual(ports(vsiLogin.changed(choices, { user: 'admin', port: 22 })), [], 'another user changes no rule');
  });

  it('takes away each rule of ours that is neither for whom is let in nor for the port', () => {
    const both = formerRules({ ...moved, sshFromBefore: ['198.51.100.9/32'] });
    assert.deepEqual(both.map(({ portMin, remote }) => [portMin, remote.kind === 'cidr' ? remote.cidr : '']), [
      [22, '198.51.100.9/32'], [2222, '198.51.100.9/32'], [22, '203.0.113.7/32'],
    ]);
  });

  it('is where the picture and the document say that it is', () => {
    const changed = { ...connection, choices: moved };
    assert.match(vsiPath(changed, eventStreams).find(({ id }) => id === 'server')?.reachedBy ?? '', /^SSH, port 2222, /);
    assert.equal(vsiOpenings(changed, eventStreams)[0]?.port, 'TCP 2222');
  });
});
