import type { Bench } from '../unit/sandbox/control/support';

const lists = [
  'regions', 'vpcs', 'subnets', 'network_acls', 'security_groups', 'keys', 'images', 'instances', 'virtual_network_interfaces', 'floating_ips',
  'public_gateways', 'endpoint_gateways', 'vpn_servers', 'vpn_gateways', 'ike_policies', 'ipsec_policies',
];

/** What can be read below one item of a list. */
const below: Readonly<Record<string, readonly string[]>> = {
  vpcs: ['address_prefixes', 'dns_resolution_bindings', 'default_security_group', 'default_network_acl', 'default_routing_table', 'routing_tables'],
  subnets: ['reserved_ips', 'network_acl'],
  network_acls: ['rules'],
  security_groups: ['rules', 'targets'],
  instances: ['network_attachments', 'network_interfaces', 'cluster_network_attachments', 'initialization'],
  virtual_network_interfaces: ['floating_ips', 'ips'],
  endpoint_gateways: ['ips'],
  vpn_servers: ['routes', 'clients', 'client_configuration'],
  vpn_gateways: ['connections'],
  regions: ['zones'],
};

/** Reads all of the account, each list, each item and what is below it. */
export async function readEverything(bench: Bench): Promise<void> {
  const { endpoints } = bench.sandbox;
  for (const region of Object.keys(endpoints.vpc)) await readRegion(bench, region);
  const { resourceController, resourceManager } = endpoints;
  const instances = await bench.call('GET', `${resourceController}/v2/resource_instances?limit=2`);
  for (const instance of instances.body.get('resources').list) {
    await bench.call('GET', `${resourceController}/v2/resource_instances/${encodeURIComponent(instance.get('id').text)}`);
    await bench.call('GET', `${resourceController}/v2/resource_instances/${instance.get('guid').text}/resource_keys`);
  }
  await bench.call('GET', `${resourceController}/v2/resource_instances/unknown`);
  await bench.call('GET', `${resourceManager}/v2/resource_groups?account_id=${bench.sandbox.accountId}`);
  await bench.call('GET', `${endpoints.iam}/v1/apikeys/details`);
  await bench.call('GET', `${endpoints.iam}/v1/policies?account_id=${bench.sandbox.accountId}`);
  await bench.call('GET', `${endpoints.iam}/v2/roles?service_name=messagehub`);
  await bench.call('GET', `${endpoints.iam}/v1/policies`);
  await bench.token({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: 'wrong' });
  await readCatalog(bench);
  const tags = `${endpoints.globalTagging}/v3/tags`;
  await bench.call('GET', `${tags}?tag_type=access`);
  await bench.call('POST', `${tags}/attach?tag_type=user`, { tag_names: ['env:test'], resources: [{ resource_id: instances.body.get('resources', 0, 'crn').text }] });
  await bench.call('POST', `${endpoints.globalSearch}/v3/resources/search?limit=100`, { query: 'service_name:messagehub', fields: ['*'] });
  await bench.call('POST', `${endpoints.globalSearch}/v3/resources/search?limit=0`, { query: '*' });
}

async function readCatalog(bench: Bench): Promise<void> {
  const catalog = bench.sandbox.endpoints.globalCatalog;
  const { body } = await bench.call('GET', `${catalog}/?q=is.&_limit=100`);
  for (const entry of body.get('resources').list) {
    const id = entry.get('id').text;
    await bench.call('GET', `${catalog}/${id}`);
    const plans = await bench.call('GET', `${catalog}/${id}/plan`);
    for (const plan of [id, ...plans.body.get('resources').list.map((one) => one.get('id').text)]) {
      await bench.call('GET', `${catalog}/${plan}/pricing?deployment_region=eu-de`);
      await bench.call('GET', `${catalog}/${plan}/pricing/deployment`);
    }
  }
}

async function readRegion(bench: Bench, region: string): Promise<void> {
  for (const version of ['2026-03-24', '2026-06-01']) await bench.vpc(region, 'GET', '/instance/profiles', undefined, version);
  await bench.vpc(region, 'GET', '/vpcs/unknown');
  for (const list of lists) {
    const { body } = await bench.vpc(region, 'GET', `/${list}`);
    for (const item of body.get(list).list) {
      const id = item.get('id').text || item.get('name').text;
      await bench.vpc(region, 'GET', `/${list}/${id}`);
      for (const part of below[list] ?? []) await readPart(bench, region, `/${list}/${id}/${part}`);
    }
  }
}

async function readPart(bench: Bench, region: string, path: string): Promise<void> {
  const { body } = await bench.vpc(region, 'GET', path);
  const name = path.split('/').at(-1) ?? '';
  for (const item of body.get(name).list) {
    const id = item.get('id').text || item.get('name').text;
    const hasOwnAddress = !/(ips|default_\w+)$/.test(path) || path.includes('reserved_ips') || path.startsWith('/endpoint_gateways');
    if (hasOwnAddress) await bench.vpc(region, 'GET', `${path}/${id}`);
  }
}
