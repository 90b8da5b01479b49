import { join } from 'node:path';
import type { Network } from '../model/network';
import type { DataPlane, ServiceKey } from './dataPlane';

type Role = ServiceKey['role'];

/** This machine's public address, as the sandbox's network sees it. */
export const laptopAddress = '203.0.113.77';

/** The data plane that ships with the product; loaded only when it is needed. */
export async function embeddedPlane(folder: string, acceptToken: (token: string, crn: string) => Role | undefined): Promise<DataPlane> {
  const [{ embeddedDataPlane }, { embeddedKafka }] = await Promise.all([import('./network/embedded'), import('./kafka/service')]);
  return embeddedDataPlane({ kafka: await embeddedKafka({ folder: join(folder, 'kafka'), acceptToken }), laptopAddress, hostKeys: join(folder, 'host-keys') });
}

/** How this machine reaches the sandbox's network: through its door, or as any other network where it is on it. */
export async function networkOf(plane: DataPlane): Promise<Network> {
  if (plane.door === undefined) {
    const { systemNetwork } = await import('./systemNetwork');
    return systemNetwork;
  }
  const { doorNetwork } = await import('./network/doorNetwork');
  return doorNetwork(plane.door);
}
