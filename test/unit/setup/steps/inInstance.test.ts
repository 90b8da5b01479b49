import assert from 'node:assert/strict';
import type { Cloud } from '../../../../src/cloud/cloud';
import type { SecretsManagerInstance } from '../../../../src/model/secretsManager';
import { lookInInstance } from '../../../../src/setup/steps/inInstance';
import { secretsManagerFact } from '../../../../src/setup/steps/secretsManager';
import { PartPeer } from '../routes/part/partPeer';
import { vpnCases } from '../routes/part/vpnCases';
import { scripted } from '../scripted';
import { never } from '../support';

const instance: SecretsManagerInstance = {
  guid: 'g', crn: 'crn:s', name: 'keeper', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'standard', state: 'active', createdAt: '', access: 'public',
  extensions: undefined,
};

function silentIn(cloud: Cloud): Cloud {
  const { secretsManagers } = cloud;
  return { ...cloud, secretsManagers: { ...secretsManagers, open: (one) => ({ ...secretsManagers.open(one), answers: () => Promise.resolve(false) }) } };
}

describe('What is looked for in an instance of Secrets Manager', function () {
  this.timeout(30_000);
  let bench: PartPeer;
  before(async () => { bench = await PartPeer.start(); });
  after(() => bench.stop());

  it('is not there as long as no instance is, or while that is still being made', async () => {
    const { context } = scripted({});
    const look = (): Promise<never> => Promise.reject(new Error('was looked for'));
    assert.deepEqual(await lookInInstance(context, look), { there: undefined, none: { kind: 'missing', detail: undefined } });
    context.facts.set(secretsManagerFact, { ...instance, state: 'provisioning' });
    assert.deepEqual(await lookInInstance(context, look), { there: undefined, none: { kind: 'missing', detail: undefined } });
  });

  it('is not known where the instance is there and does not answer: a plan says so of each thing that may be in it', async () => {
    for (const part of ['vpn-certificates made here', 'vpn-certificates of Secrets Manager']) {
      const choices = await vpnCases[part]?.choices(bench);
      assert.ok(choices !== undefined);
      const connection = await bench.part('mine-pc-1a2b', choices);
      await bench.made(connection);
      const setup = bench.peer.setup({ cloud: silentIn(bench.peer.cloud) });
      const plan = await setup.plan(connection, never);
      const inIt = plan.steps.filter(({ id }) => !['secrets-manager', 'vpn-identities'].includes(id));
      assert.ok(inIt.length > 0 && inIt.every(({ detail }) => detail.endsWith('not known whether it is there: keeper does not answer')), JSON.stringify(inIt));
      await bench.undone(connection.id);
      await bench.peer.setup().forget(connection.id).catch(() => undefined);
    }
  });
});
