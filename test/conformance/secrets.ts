import assert from 'node:assert/strict';
import { OpenSsl } from '../unit/sandbox/secretsManager/openssl';
import { SecretsBench } from '../unit/sandbox/secretsManager/support';
import type { Bench } from '../unit/sandbox/control/support';

/** Some of everything that an instance of Secrets Manager holds, each read in every way. */
export async function keepSecrets(bench: Bench): Promise<SecretsBench> {
  const secrets = await SecretsBench.on(bench);
  const openssl = new OpenSsl();
  try {
    openssl.authority('own');
    openssl.signed('vpn.example', 'own');
  } finally {
    process.once('exit', () => openssl.remove());
  }
  const group = (await secrets.done('POST', '/secret_groups', { name: 'vpn', description: 'What the VPN needs' })).get('id').text;
  await secrets.done('PATCH', `/secret_groups/${group}`, { description: 'What the VPN server needs' });
  await secrets.done('GET', `/secret_groups/${group}`);
  const material = { certificate: openssl.read('vpn.example.crt'), intermediate: openssl.read('own.crt'), private_key: openssl.read('vpn.example.key') };
  const server = (await secrets.done('POST', '/secrets', {
    secret_type: 'imported_cert', name: 'server', description: 'of the VPN', secret_group_id: group, labels: ['vpn'], custom_metadata: { by: 'test' }, ...material,
  })).get('id').text;
  await secrets.authorities();
  await secrets.done('POST', '/configurations', {
    config_type: 'private_cert_configuration_intermediate_ca', name: 'outside', common_name: 'outside.example', max_ttl: '43800h', signing_method: 'external', key_type: 'ec',
  });
  await secrets.act('root', 'sign_csr', { csr: (await secrets.done('GET', '/configurations/outside')).get('data', 'csr').text });
  const person = (await secrets.privateCertificate('alice', { alt_names: ['alice.example'], rotation: { auto_rotate: true, interval: 1, unit: 'month' } })).get('id').text;
  await secrets.privateCertificate('server');
  await secrets.done('POST', `/secrets/${person}/versions`, {});
  await secrets.done('POST', `/secrets/${server}/versions`, material);
  await secrets.done('PATCH', `/secrets/${server}/metadata`, { labels: ['vpn', 'server'] });
  for (const id of [server, person]) {
    for (const path of ['', '/metadata', '/versions', '/versions/current', '/versions/previous/metadata']) await secrets.done('GET', `/secrets/${id}${path}`);
    await secrets.done('POST', `/secrets/${id}/locks_bulk?mode=remove_previous`, { locks: [{ name: 'vpn-server', description: 'in use', attributes: { by: 'vpn' } }] });
    await secrets.done('POST', `/secrets/${id}/versions/previous/locks_bulk`, { locks: [{ name: 'old' }] });
    for (const path of ['/locks', '/versions/current/locks']) await secrets.done('GET', `/secrets/${id}${path}`);
    await secrets.done('DELETE', `/secrets/${id}/versions/previous/locks_bulk?name=old`);
  }
  await secrets.done('GET', '/secret_groups/vpn/secret_types/imported_cert/secrets/server');
  await secrets.done('GET', '/secrets_locks');
  await secrets.done('GET', '/secrets?limit=1&offset=1&sort=-name');
  return secrets;
}

/** Takes it away again, in the order of need, and the instance at last. */
export async function throwSecretsAway(secrets: SecretsBench): Promise<void> {
  for (const secret of (await secrets.done('GET', '/secrets')).get('secrets').list) {
    const path = `/secrets/${secret.get('id').text}`;
    if (secret.get('secret_type').text === 'private_cert') await secrets.done('POST', `${path}/actions`, { action_type: 'private_cert_action_revoke_certificate' });
    await secrets.refused(secret.get('locks_total').number === 0 ? 404 : 412, 'DELETE', secret.get('locks_total').number === 0 ? '/secrets/gone' : path);
    await secrets.done('DELETE', `${path}/locks_bulk`);
    await secrets.done('DELETE', `${path}/versions/current/secret_data`);
    await secrets.done('GET', path);
    await secrets.done('DELETE', path);
  }
  await secrets.act('root', 'rotate_crl');
  await secrets.done('DELETE', '/configurations/people');
  await secrets.act('intermediate', 'revoke_ca_certificate');
  for (const name of ['outside', 'intermediate', 'root']) await secrets.done('DELETE', `/configurations/${name}`);
  for (const group of (await secrets.done('GET', '/secret_groups')).get('secret_groups').list.filter((one) => one.get('id').text !== 'default')) {
    await secrets.done('DELETE', `/secret_groups/${group.get('id').text}`);
  }
  const { bench, guid } = secrets;
  const controller = bench.sandbox.endpoints.resourceController;
  assert.equal((await bench.call('DELETE', `${controller}/v2/resource_instances/${guid}`)).status, 204);
  const reclamations = await bench.call('GET', `${controller}/v1/reclamations?resource_instance_id=${guid}`);
  const reclaimed = await bench.call('POST', `${controller}/v1/reclamations/${reclamations.body.get('resources', 0, 'id').text}/actions/reclaim`, {});
  assert.equal(reclaimed.status, 200, reclaimed.text);
}
