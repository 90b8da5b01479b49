import type { LabClient } from '../client';
import { fixed } from '../network/fixedHosts';
import type { OfficeGateway } from './gateway';

/** A tunnel that works, for faults to be made in it. */
export interface OfficeBench {
  readonly lab: LabClient;
  readonly office: OfficeGateway;
}

export interface TunnelFault {
  readonly what: string;
  /** Code of the reason that the API gives then; undefined where it goes on saying that the tunnel is up. */
  readonly reason: string | undefined;
  /** Makes it; what it resolves to takes it back. */
  readonly make: (bench: OfficeBench) => Promise<() => Promise<unknown>>;
}

/** What goes wrong between an office and a VPN gateway, by what the other side says of it. */
export const tunnelFaults: readonly TunnelFault[] = [
  { what: 'another key', reason: 'cannot_authenticate_connection', make: edited('key', 's/secret = ".*"/secret = "another-key"/') },
  {
    what: 'another identity of the office', reason: 'cannot_authenticate_connection',
    make: edited('connection', '0,/id = /s/id = .*/id = "@somebody.example.com"/'),
  },
  { what: 'another group', reason: 'ike_policy_mismatch', make: edited('connection', 's/^\\( *proposals = .*\\)-modp2048/\\1-modp4096/') },
  { what: 'another cipher of ESP', reason: 'ipsec_policy_mismatch', make: edited('connection', 's/esp_proposals = aes256/esp_proposals = aes192/') },
  { what: 'other ranges', reason: 'ike_v2_local_remote_cidr_mismatch', make: edited('connection', 's/remote_ts = .*/remote_ts = 10.99.0.0\\/24/') },
  {
    what: 'UDP blocked on the way', reason: 'peer_not_responding',
    make: ({ lab }) => lab.fault({ kind: 'udp-blocked', host: fixed.siteGateway, device: 'wan0' }),
  },
  { what: 'narrowed to the first range of each side', reason: undefined, make: edited('connection', 's/\\(_ts = [^,]*\\),.*/\\1/') },
  {
    what: 'nothing comes back', reason: undefined,
    make: async ({ office }) => {
      const chain = ['chain back { type filter hook prerouting priority -300; policy accept;', 'iifname "ipsec0" drop', '}'];
      await office.run(['nft -f - <<END', 'table ip one-way {', ...chain, '}', 'END']);
      return () => office.run(['nft delete table ip one-way']);
    },
  },
];

/** One of the office's files is not as it was written, and its gateway begins anew. */
function edited(which: 'connection' | 'key', expression: string): TunnelFault['make'] {
  return async ({ office }) => {
    await office.edit(which, expression);
    return () => office.placeAgain();
  };
}
