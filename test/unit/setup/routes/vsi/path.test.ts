import assert from 'node:assert/strict';
import type { Through } from '../../../../../src/model/serverAccess';
import type { VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { vsiOpenings, vsiPath } from '../../../../../src/setup/routes/vsi/path';
import { eventStreams } from '../../../../../src/services/eventStreams/service';
import { connection } from '../../scripted';

const withChoices = (more: Partial<VsiChoices>): typeof connection => ({ ...connection, choices: { ...connection.choices, ...more } });
const database = { ...eventStreams, words: { title: 'PostgreSQL', protocol: 'PostgreSQL', member: 'host', members: 'hosts', port: 'port of the database' } };

describe('The path through a virtual server', () => {
  it('leads from this machine over the server and the endpoint gateway in the VPC to the brokers', () => {
    assert.deepEqual(vsiPath(withChoices({ zones: ['ca-mon-1', 'ca-mon-2'] }), eventStreams), [
      { id: 'machine', kind: 'machine', name: 'this machine', details: [], reachedBy: '' },
      {
        id: 'server', kind: 'virtual-server', name: 'orders-server', within: 'VPC orders-vpc (ca-mon)', checks: ['server'],
        details: ['virtual server, ca-mon-1'], reachedBy: 'SSH, port 22, floating IP',
      },
      {
        id: 'gateway', step: 'gateway', kind: 'endpoint-gateway', name: 'endpoint gateway of orders', within: 'VPC orders-vpc (ca-mon)',
        details: ['one address in ca-mon-1', 'one address in ca-mon-2'], reachedBy: 'Kafka over TLS, port 9093',
      },
      {
        id: 'members', kind: 'member', name: 'orders (Event Streams)', details: ['its brokers, under their own names'],
        reachedBy: 'IBM Cloud’s private network',
      },
    ]);
  });

  it('says how an existing server is reached, where it stands, and what another service speaks', () => {
    const path = vsiPath(withChoices({ server: { kind: 'existing', id: '1', name: 'box' }, address: { kind: 'address', address: 'bastion' } }), database);
    assert.deepEqual(path.map(({ details, reachedBy }) => [details, reachedBy]), [
      [[], ''], [['virtual server, where it is'], 'SSH, port 22, bastion'],
      [['one address in ca-mon-1'], 'PostgreSQL over TLS, port of the database'], [['its hosts, under their own names'], 'IBM Cloud’s private network'],
    ]);
  });

  it('says what the way to an existing server leads through', () => {
    const by = (through: Through): string | undefined => vsiPath({
      ...connection, choices: { ...connection.choices, address: { kind: 'address', address: '10.240.0.4', through } },
    }, eventStreams)[1]?.reachedBy;
    assert.equal(by({ kind: 'bastion', jump: 'me@jump' }), 'SSH, port 22, 10.240.0.4 through me@jump');
    assert.equal(by({ kind: 'ssh-config', name: 'box' }), 'SSH, port 22, 10.240.0.4 as your SSH configuration leads there');
  });

  it('opens SSH to who was chosen, the service from the server, and names to the server: nothing else', () => {
    assert.deepEqual(vsiOpenings(withChoices({ sshFrom: '203.0.113.7/32' }), eventStreams), [
      { from: '203.0.113.7/32', to: 'orders-server', port: 'TCP 22', allowedBy: 'orders-pc-server', step: 'server-group' },
      {
        from: 'orders-server', to: 'the endpoint gateway of orders', port: 'TCP 9093', allowedBy: 'orders-pc-gateway, for members of orders-pc-server',
        step: 'gateway-group',
      },
      { from: 'orders-server', to: 'IBM Cloud’s resolvers (161.26.0.0/16)', port: 'UDP and TCP 53', allowedBy: 'orders-pc-server', step: 'server-group' },
    ]);
  });

  it('opens SSH to nobody where nobody was chosen, and says whose rules hold', () => {
    assert.deepEqual(vsiOpenings(withChoices({ sshFrom: undefined }), eventStreams)[0], {
      from: 'whoever your own rules let in: none is made here', to: 'orders-server', port: 'TCP 22', allowedBy: 'your security groups',
    });
  });
});
