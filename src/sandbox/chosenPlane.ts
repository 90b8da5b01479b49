import { join } from 'node:path';
import type { Network } from '../model/network';
import type { DataPlane } from './dataPlane';
import type { PeerOptions, SandboxService } from './services/service';

/** This machine's public address, as the sandbox's network sees it. */
export const laptopAddress = '203.0.113.77';

/** Names the Unix socket of a data plane in another process, which then takes the place of the embedded one. */
const otherPlane = 'PRIVATE_CONNECT_SANDBOX_PLANE';

/** At the sandbox's pace, where the cloud needs half an hour. */
const missingNameMs = 90_000;

/** The data plane that ships with the product, unless the environment names another; each is loaded only when it is needed. */
export async function chosenPlane(
  folder: string, services: readonly SandboxService[], acceptToken: PeerOptions['acceptToken'], pace: number,
): Promise<DataPlane> {
  const socketPath = process.env[otherPlane];
  if (socketPath !== undefined && socketPath !== '') {
    const { remotePlane } = await import('./remotePlane');
    return remotePlane(socketPath);
  }
  const [{ embeddedDataPlane }, { servicePeers }, { openAuthority }] = await Promise.all([
    import('./network/embedded'), import('./services/peers'), import('./tls/authority'),
  ]);
  const authority = await openAuthority(join(folder, 'authority'));
  return embeddedDataPlane({
    peer: servicePeers(services, { authority, acceptToken }), authority: authority.certificate, laptopAddress, hostKeys: join(folder, 'host-keys'),
    missingNameMs: missingNameMs * pace,
  });
}

/** How this machine reaches the sandbox's network: through its door, or with its own DNS and TCP where it is on it. */
export async function networkOf(plane: DataPlane, own: Network | undefined): Promise<Network> {
  if (plane.door !== undefined) {
    const { doorNetwork } = await import('./network/doorNetwork');
    return doorNetwork(plane.door);
  }
  return own ?? nowhere;
}

/** A machine that was given no network of its own. */
const nowhere: Network = {
  resolve: () => Promise.reject(new Error('The sandbox was started without a network.')),
  connect: () => Promise.reject(new Error('The sandbox was started without a network.')),
};
