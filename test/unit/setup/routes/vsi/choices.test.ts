import assert from 'node:assert/strict';
import * as v from 'valibot';
import { vsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { connection } from '../../scripted';

const { choices } = connection;
const reads = (value: unknown): boolean => v.safeParse(vsiChoices, value).success;

describe('Choices of the route through a virtual server', () => {
  it('are read as they were saved, whatever of them was left out', () => {
    assert.deepEqual(v.parse(vsiChoices, choices), choices);
    const others = {
      ...choices, server: { kind: 'existing', id: '1', name: 's' }, address: { kind: 'address', address: 'b' }, vpc: { kind: 'existing', id: 'v', name: 'v' },
      key: { kind: 'existing', path: '/k' },
    };
    assert.deepEqual(v.parse(vsiChoices, { ...others, sshFrom: '10.0.0.0/8', openToInternetConfirmed: true }), {
      ...others, sshFrom: '10.0.0.0/8', openToInternetConfirmed: true,
    });
  });

  for (const [what, wrong] of [
    ['of no route', {}], ['of another route', { vpc: choices.vpc, clientPool: '10.1.0.0/22', certificate: 'c' }],
    ['with a zone that is no name', { ...choices, zones: ['../ca-mon-1'] }],
    ['with a server zone that is no name', { ...choices, server: { ...choices.server, zone: 'Ca Mon' } }],
    ['with a server of an unknown kind', { ...choices, server: { kind: 'borrowed', name: 's' } }],
    ['with an existing server that has no id', { ...choices, server: { kind: 'existing', name: 's' } }],
    ['with an existing VPC that has no id', { ...choices, vpc: { kind: 'existing', name: 'v' } }],
    ['with an address of an unknown kind', { ...choices, address: { kind: 'tunnel' } }],
    ['with a key of an unknown kind', { ...choices, key: { kind: 'agent', path: '/k' } }],
    ['with a confirmation that is not one', { ...choices, openToInternetConfirmed: false }],
    ['without a resource group', { ...choices, resourceGroupId: undefined }],
    ['without a login user', { ...choices, loginUser: undefined }],
  ] as const) {
    it(`are refused ${what}`, () => assert.equal(reads(wrong), false));
  }

  for (const zone of ['', 'ca-mon-1/..', '../ca-mon-1', 'ca-mon-1\n', 'CA-mon-1', 'ca mon']) {
    it(`are refused with ${JSON.stringify(zone)} for a zone, which a name is made of`, () => {
      assert.equal(reads({ ...choices, zones: ['ca-mon-1', zone] }), false);
      assert.equal(reads({ ...choices, server: { ...choices.server, zone } }), false);
    });
  }

  const whole = {
    new: { ...choices, sshFrom: '10.0.0.0/8' },
    existing: {
      ...choices, vpc: { kind: 'existing', id: 'v', name: 'v' }, server: { kind: 'existing', id: '1', name: 's' }, address: { kind: 'address', address: 'b' },
    },
  };
  for (const [what, value] of Object.entries(whole)) {
    for (const path of leavesOf(value)) {
      it(`are refused with anything but a text for ${path.join('.')} of what is ${what}`, () => {
        for (const wrong of [7, null, {}, ['ubuntu']]) {
          assert.equal(reads(replaced(value, path, wrong)), false);
        }
        assert.equal(reads(value), true);
      });
    }
  }

  it('may name a key of the SSH agent, which has no file', () => {
    const key = { kind: 'agent', path: '', fingerprint: 'SHA256:x', comment: 'me@laptop' };
    assert.deepEqual(v.parse(vsiChoices, { ...choices, key }), { ...choices, key });
    for (const wrong of [{ ...key, path: '/k' }, { ...key, fingerprint: 7 }, { kind: 'agent', path: '' }]) {
      assert.equal(reads({ ...choices, key: wrong }), false);
    }
  });

  it('are nothing but what the route knows', () => {
    assert.deepEqual(v.parse(vsiChoices, { ...choices, clientPool: 'x', key: { ...choices.key, passphrase: 'x' } }), choices);
  });
});

/** The path of every text in it. */
function leavesOf(value: unknown): readonly (readonly string[])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner).map((path) => [key, ...path])) : [[]];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) {
    return by;
  }
  const inner: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return Array.isArray(value)
    ? value.map((each: unknown, at) => String(at) === key ? replaced(each, rest, by) : each)
    : { ...Object(value), [key]: replaced(inner, rest, by) };
}
