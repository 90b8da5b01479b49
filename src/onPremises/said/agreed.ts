/**
 * A proposal as the daemon writes it, `AES_CBC-256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048` (the older list has `AES_CBC_256`), in the words of its
 * configuration; a word that is not known stays, so that it is seen. The pseudo-random function follows from the rest.
 * Source: https://docs.strongswan.org/docs/latest/config/proposals.html
 */
export function agreedProposal(text: string): string {
  return text.split('/').filter((word) => !word.startsWith('PRF_') && word !== 'NO_EXT_SEQ').map(configured).join('-');
}

function configured(word: string): string {
  return word
    .replace(/^AES_CBC[-_](\d+)$/, 'aes$1')
    .replace(/^AES_GCM_16[-_](\d+)$/, 'aes$1gcm16')
    .replace(/^HMAC_SHA2_(\d+)_\d+$/, 'sha$1')
    .replace(/^MODP_(\d+)$/, 'modp$1').replace(/^MODP_(1024)_160$/, 'modp$1s160').replace(/^MODP_(2048)_(\d+)$/, 'modp$1s$2')
    .replace(/^ECP_(\d+)$/, 'ecp$1').replace(/^CURVE_25519$/, 'curve25519');
}
