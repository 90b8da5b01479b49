import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secret } from '../../../src/model/secret';
import { strongswanConf } from './realStrongswan';

/** What the cloud's gateway is set to, as its own strongSwan has it: written by hand, not by what is tested. */
export interface CloudGateway {
  readonly proposals: string;
  readonly espProposals: string;
  readonly key: string;
  readonly local?: string;
  readonly remote?: string;
  readonly id?: string;
}

function cloudConf({ proposals, espProposals, key, local = '10.240.0.0/24,10.240.1.0/28', remote = '192.168.50.0/24', id = '198.51.100.9' }: CloudGateway): string {
  return `connections { cloud { version = 2
  local_addrs = 203.0.113.40
  remote_addrs = 198.51.100.9
  proposals = ${proposals}
  local { auth = psk
    id = 203.0.113.40 }
  remote { auth = psk
    id = ${id} }
  children { cloud { local_ts = ${local}
    remote_ts = ${remote}
    esp_proposals = ${espProposals} } } } }
secrets { ike-cloud { id-1 = ${id}
  secret = "${key}" } }
`;
}

/** An office's gateway and the cloud's, each a real strongSwan on a host of its own, with a wire between them. All is gone when `run` returns. */
export class TwoGateways {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gateways-'));

  #write(name: string, text: string | Secret): void {
    writeFileSync(join(this.#folder, name), typeof text === 'string' ? text : text.reveal(), { mode: 0o600 });
  }

  /** What the office's strongSwan says once `until` (a shell condition on `said`) holds, or after many looks; what a script then writes on the office's host. */
  run(office: readonly (string | Secret)[], cloud: CloudGateway, until: string, then = 'true'): { readonly said: string; readonly then: string; readonly log: string } {
    this.#write('office.conf', office.map((each) => typeof each === 'string' ? each : each.reveal()).join('\n'));
    this.#write('cloud.conf', cloudConf(cloud));
    for (const side of ['office', 'cloud']) this.#write(`${side}.strongswan`, strongswanConf(join(this.#folder, `${side}.log`), 1));
    this.#write('cloud.sh', ['mount -t tmpfs tmpfs /run', 'ip link set lo up', 'ip addr add 10.240.0.5/24 dev lo; ip addr add 10.240.1.5/28 dev lo; ip addr add 10.240.1.5/28 dev lo', 'touch there; until [ -f wired ]; do sleep 0.05; done',
      'ip addr add 203.0.113.40/32 dev wire1; ip link set wire1 up; ip route add 198.51.100.9 dev wire1',
      'STRONGSWAN_CONF=$PWD/cloud.strongswan; export STRONGSWAN_CONF; /usr/lib/ipsec/charon >/dev/null 2>&1 & until [ -S /run/charon.vici ]; do sleep 0.05; done',
      'swanctl --load-all --noprompt --file cloud.conf >cloud.said 2>&1; touch loaded; wait'].join('\n'));
    this.#write('office.sh', ['mount -t tmpfs tmpfs /run', 'ip link set lo up', 'ip addr add 192.168.50.1/24 dev lo',
      'unshare -n -m sh cloud.sh & peer=$!', 'until [ -f there ]; do sleep 0.05; done', 'ip link add wire0 type veth peer name wire1 netns $peer',
      'ip addr add 198.51.100.9/32 dev wire0; ip link set wire0 up; ip route add 203.0.113.40 dev wire0; touch wired', 'until [ -f loaded ]; do sleep 0.05; done',
      'STRONGSWAN_CONF=$PWD/office.strongswan; export STRONGSWAN_CONF; /usr/lib/ipsec/charon >/dev/null 2>&1 & until [ -S /run/charon.vici ]; do sleep 0.05; done',
      'swanctl --load-all --noprompt --file office.conf >/dev/null 2>&1',
      `look=0; while [ $look -lt 100 ]; do { swanctl --list-conns; swanctl --list-sas; } >said 2>/dev/null; ${until} && break; look=$((look+1)); sleep 0.1; done`,
      `{ ${then}; } >then 2>&1`, 'ipsec statusall >status 2>/dev/null'].join('\n'));
    spawnSync('unshare', ['-n', '-m', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', 'office.sh'], { cwd: this.#folder, timeout: 50_000 });
    const read = (name: string): string => readFileSync(join(this.#folder, name), 'utf8');
    return { said: read('said'), then: `${read('then')}\n${read('status')}`, log: read('office.log') };
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
