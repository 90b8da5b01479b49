import type { Image } from '../../../../../src/model/landscape';
import type { Offer } from '../../../../../src/setup/routes/vsi/defaults';
import { server, vpc } from '../../fixtures';

export const payments = vpc('payments');

const image: Image = {
  id: 'img', name: 'ibm-ubuntu-24-04-4-minimal-amd64-1', status: 'available',
  operatingSystem: { name: 'ubuntu-24-04-amd64', family: 'Ubuntu Linux', vendor: 'Canonical', version: '24.04', architecture: 'amd64' },
};

/** What a region with one VPC and one running server offers. */
export const offer: Offer = {
  vpcs: [payments],
  servers: [server('build-box', payments)],
  zones: ['ca-mon-1', 'ca-mon-2', 'ca-mon-3'].map((name) => ({ name, region: 'ca-mon', available: true })),
  profiles: [
    {
      profile: { name: 'cx2-2x4', family: 'compute', vcpu: 2, memory: 4, architecture: 'amd64' },
      price: { kind: 'priced', monthly: 50, currency: 'USD', basis: 'hour' },
    },
    { profile: { name: 'bx2-2x8', family: 'balanced', vcpu: 2, memory: 8, architecture: 'amd64' }, price: { kind: 'unpublished' } },
  ],
  images: [image],
  systems: new Map([[image.id, image.operatingSystem.name]]),
  gateways: [],
  floatingIps: [],
  resourceGroups: [{ id: 'rg-default', name: 'Default', isDefault: true }],
};
