import type { DaemonPlan } from './plan';

/** Where charon is talked to, as its host sees it. */
export const viciSocket = '/run/charon.vici';

/**
 * What charon itself is told: ESP in user space, which needs no kernel that has it, and nothing of this machine's own configuration. A peer that is
 * silent is given up after ten seconds, as the cloud's detection has it. Source: IBM-CLOUD E.2, https://docs.strongswan.org/docs/5.9/config/strongswanConf.html
 */
export const charonConf = `charon {
  load_modular = no
  load = random nonce aes sha1 sha2 hmac kdf gcm openssl pem pkcs1 x509 constraints pubkey socket-default kernel-libipsec kernel-netlink vici stroke updown
  retransmit_tries = 4
  retransmit_timeout = 2
  retransmit_base = 1
  plugins {
    vici { socket = unix://${viciSocket} }
  }
  filelog {
    said {
      path = stderr
      default = 1
    }
  }
}
`;

/** strongSwan on any host of the lab. */
export function charon(id: string, host: string): DaemonPlan {
  const conf = '/run/strongswan.conf';
  return {
    id, host, ready: 'spawning', files: { [conf]: charonConf },
    command: ['env', `STRONGSWAN_CONF=${conf}`, 'sh', '-c', 'rm -f /run/charon.*; exec /usr/lib/ipsec/charon'],
  };
}
