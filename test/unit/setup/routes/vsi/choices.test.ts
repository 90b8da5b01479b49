import assert from 'node:assert/strict';
import * as v from 'valibot';
import { vsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { connection } from '../../scripted';

const { choices } = connection;
const reads = (value: unknown): boolean => v.safeParse(vsiChoices, value).success;

describe('Choices of the route through a virtual server', () => {
  it('are read as they were saved, whatever of them was left out', () => {
    assert.deepEqual(v.parse(vsiChoices, choices), choices);
    const others = { ...choices, server: { kind: 'existing', id: '1', name: 's' }, address: { kind: 'address', address: 'b' }, vpc: { kind: 'existing', id: 'v', name: 'v' } };
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
});
