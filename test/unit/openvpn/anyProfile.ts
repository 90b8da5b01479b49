import fc from 'fast-check';

/** Lines as people's profiles have them, and pieces that are hard to read, in any order. */
const line = fc.oneof(
  fc.constantFrom('client', '--dev tun', 'remote vpn.example 443 tcp', '  port 443  ', '# a comment', '; another', '', '<ca>', '</ca>', '  </ca> more', '<key>', '</key>', '#cert client_public_key.crt', 'cert "C:\\\\a b"', '\ufeffclient', 'x-unknown "open', '<ca> more', '-----BEGIN CERTIFICATE-----'),
  fc.string(),
);
export const anyProfile = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', ''))).map((lines) => lines.flat().join(''));
