import assert from 'node:assert/strict';
import { createSecretsManagers } from '../../../src/cloud/secretsManagers';
import { createTransport } from '../../../src/cloud/transport';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { cloudEndpoints } from '../../../src/ui/session/cloudEndpoints';
import { newSecretsManager, startSandboxCloud, until, type SandboxCloud } from './sandboxCloud';

const { signal } = new AbortController();

describe('instances of Secrets Manager', () => {
  let on: SandboxCloud;
  let group: string;
  before(async () => {
    on = await startSandboxCloud();
    group = (await on.cloud.resources.listResourceGroups(on.sandbox.accountId, signal))[0]?.id ?? '';
  });
  after(() => on.stop());

  it('are made with a public endpoint, answer after a while, and are read as plain data', async () => {
    const { secretsManagers } = on.cloud;
    const made = await secretsManagers.create({ name: 'fresh', region: 'ca-mon', resourceGroupId: group, plan: 'standard' }, signal);
    assert.equal(made.state, 'provisioning');
    await until(() => secretsManagers.open(made).answers(signal));
    const { name, region, plan, planTitle, state, access, guid, crn } = await secretsManagers.get(made.crn, signal);
    assert.deepEqual({ name, region, plan, planTitle, state, access },
      { name: 'fresh', region: 'ca-mon', plan: 'standard', planTitle: 'Standard', state: 'active', access: 'public' });
    assert.ok((await secretsManagers.list(signal)).some((one) => one.guid === guid && one.crn === crn));
  });

  it('that have only a private endpoint are recognised, and explained before anything is asked of them', async () => {
    const { secretsManagers } = on.cloud;
    const secrets = (await secretsManagers.list(signal)).find(({ name }) => name === 'team-secrets');
    assert.equal(secrets?.access, 'private');
    assert.throws(() => secretsManagers.open(secrets), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'secrets-manager.private-only');
      assert.match(error.why, /private endpoint/);
      return true;
    });
  });

  it('whose document does not tell are asked, and then it is explained', async () => {
    const secrets = (await on.cloud.secretsManagers.list(signal)).find(({ name }) => name === 'team-secrets');
    assert.ok(secrets);
    const open = on.cloud.secretsManagers.open({ ...secrets, access: 'unknown' });
    assert.equal(await open.answers(signal), false);
    for (const list of [() => open.listGroups(signal), () => open.listCertificates({}, signal), () => open.listAuthorities(signal)]) {
      await assert.rejects(list(), { code: 'secrets-manager.not-reached', status: undefined, why: /only a private endpoint/ });
    }
  });

  it('on trial are there once, until the one before is deleted and ended for good', async () => {
    const { secretsManagers } = on.cloud;
    const order = { name: 'trial', region: 'ca-mon', resourceGroupId: group, plan: 'trial' } as const;
    const first = await secretsManagers.create(order, signal);
    const refused = { why: /The broker for 'secrets-manager' service returned error, \[400, Bad Request\] .*only one Trial/ };
    await assert.rejects(secretsManagers.create(order, signal), refused);
    await secretsManagers.delete(first.crn, signal);
    await assert.rejects(secretsManagers.create(order, signal), refused);
    const reclamation = (await secretsManagers.listReclamations(signal)).find(({ instanceGuid }) => instanceGuid === first.guid);
    assert.equal(reclamation?.instanceCrn, first.crn);
    await secretsManagers.reclaim(reclamation.id, signal);
    assert.deepEqual(await secretsManagers.listReclamations(signal), []);
    assert.ok(!(await secretsManagers.list(signal)).some(({ guid }) => guid === first.guid));
    assert.equal((await secretsManagers.create(order, signal)).plan, 'trial');
  });

  it('answer no more when they are deleted', async () => {
    const instance = await newSecretsManager(on.cloud, on.sandbox.accountId);
    await on.cloud.secretsManagers.delete(instance.crn, signal);
    assert.equal(await on.cloud.secretsManagers.open(instance).answers(signal), false);
  });

  it('have the price that the catalogue publishes', async () => {
    const cost = await on.cloud.catalog.monthlyPrice({ kind: 'secrets-manager' }, 'ca-mon', signal);
    assert.ok(cost.kind === 'priced' && cost.monthly > 0);
  });
});

describe('the address of an instance of Secrets Manager', () => {
  const secretsManagers = createSecretsManagers({
    endpoints: cloudEndpoints, transport: createTransport(), tokens: { token: () => Promise.resolve(new Secret('t')) },
    catalog: { serviceId: () => Promise.resolve(undefined), plan: (id) => Promise.resolve({ name: id }) },
  });
  const instance = { name: 'secrets', guid: '24ec2c34-38ee-4038-9f1d-9a629423158d', region: 'eu-de', access: 'public' } as const;

  it('is a host of its own, over https', () => {
    assert.equal(secretsManagers.open(instance).address, 'https://24ec2c34-38ee-4038-9f1d-9a629423158d.eu-de.secrets-manager.appdomain.cloud');
  });

  for (const wrong of [{ guid: 'evil.example/' }, { guid: 'me@evil.example:443/x' }, { guid: '' }, { region: 'eu-de.evil.example/#' }, { region: '$&' }]) {
    it(`is never made of ${JSON.stringify(wrong)}, which could lead the token elsewhere`, () => {
      assert.throws(() => secretsManagers.open({ ...instance, ...wrong }), { code: 'secrets-manager.no-address' });
    });
  }
});
