import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const passphrase = 'zwei Wörter';

/** True where OpenSSH's and OpenSSL's programs are there to make keys with. */
export function canMakeKeys(): boolean {
  return ['ssh-keygen', 'openssl'].every((program) => spawnSync(program, ['-?'], { stdio: 'ignore' }).error === undefined);
}

/** Key files as people have them, made by the programs that they are made with. */
export class MadeKeys {
  constructor(readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  /** By ssh-keygen; `-N` and `-f` are given by themselves. */
  keygen(name: string, args: string, secret = ''): void {
    // One round of the passphrase's derivation: what takes long for others to guess takes long here too.
    execFileSync('ssh-keygen', ['-q', ...args.split(' '), '-a', '1', '-N', secret, '-f', this.path(name)], { stdio: 'ignore' });
  }

  /** By openssl; `@name` is a file of ours. What it reads and writes with a passphrase is this one. */
  openssl(name: string, args: string): void {
    const words = args.split(' ').map((word) => word.startsWith('@') ? this.path(word.slice(1)) : word).map((word) => word === 'PASS' ? `pass:${passphrase}` : word);
    execFileSync('openssl', [...words, '-out', this.path(name)], { stdio: 'ignore' });
    chmodSync(this.path(name), 0o600);
  }

  /** What another file becomes on its way through editors, mails and shells. */
  changed(name: string, from: string, change: (text: string) => string | Buffer): void {
    this.file(name, change(readFileSync(this.path(from), 'utf8')));
  }

  file(name: string, content: string | Buffer, mode = 0o600): void {
    writeFileSync(this.path(name), content, { mode });
  }

  makeAll(): void {
    this.#plain();
    this.#protected();
    this.#changed();
    this.#others();
  }

  #plain(): void {
    this.keygen('ed25519', '-t ed25519');
    this.keygen('rsa', '-t rsa -b 2048');
    this.keygen('rsa-3072', '-t rsa -b 3072');
    this.keygen('rsa-pkcs1', '-t rsa -b 2048 -m PEM');
    this.keygen('rsa-pkcs8', '-t rsa -b 2048 -m PKCS8');
    for (const bits of [256, 384, 521]) {
      this.keygen(`ecdsa-${bits}`, `-t ecdsa -b ${bits}`);
      this.keygen(`ecdsa-${bits}-pkcs8`, `-t ecdsa -b ${bits} -m PKCS8`);
    }
    this.keygen('ecdsa-sec1', '-t ecdsa -b 256 -m PEM');
    this.openssl('ed25519-pkcs8', 'genpkey -algorithm ed25519');
    this.openssl('rsa-openssl', 'genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048');
    this.openssl('rsa-traditional', 'rsa -in @rsa-openssl -traditional');
    this.openssl('ecdsa-parameters', 'ecparam -name prime256v1 -genkey');
  }

  #protected(): void {
    this.keygen('ed25519-locked', '-t ed25519', passphrase);
    this.keygen('rsa-locked', '-t rsa -b 2048', passphrase);
    this.keygen('ecdsa-locked', '-t ecdsa', passphrase);
    this.keygen('ed25519-locked-cbc', '-t ed25519 -Z aes128-cbc', passphrase);
    this.keygen('ed25519-locked-gcm', '-t ed25519 -Z aes256-gcm@openssh.com', passphrase);
    this.keygen('ed25519-locked-chacha', '-t ed25519 -Z chacha20-poly1305@openssh.com', passphrase);
    this.keygen('rsa-pkcs1-locked', '-t rsa -b 2048 -m PEM', passphrase);
    this.keygen('ecdsa-sec1-locked', '-t ecdsa -m PEM', passphrase);
    this.openssl('rsa-pkcs8-locked', 'pkcs8 -topk8 -in @rsa-pkcs8 -v2 aes-256-cbc -passout PASS');
    this.openssl('rsa-pkcs8-locked-3des', 'pkcs8 -topk8 -in @rsa-pkcs8 -v1 PBE-SHA1-3DES -passout PASS');
    this.openssl('ed25519-pkcs8-locked', 'pkcs8 -topk8 -in @ed25519-pkcs8 -v2 aes-256-cbc -passout PASS');
    this.openssl('ecdsa-pkcs8-locked', 'pkcs8 -topk8 -in @ecdsa-384-pkcs8 -scrypt -passout PASS');
  }

  #changed(): void {
    for (const kind of ['ed25519', 'rsa-pkcs1', 'rsa-pkcs8']) {
      this.changed(`${kind}-windows`, kind, (text) => text.replaceAll('\n', '\r\n'));
    }
    this.changed('ed25519-mac', 'ed25519', (text) => text.replaceAll('\n', '\r'));
    this.changed('ed25519-blank-line', 'ed25519', (text) => `\n\n${text}`);
    this.changed('ed25519-mark', 'ed25519', (text) => `\uFEFF${text}`);
    this.changed('ed25519-indented', 'ed25519', (text) => text.replaceAll(/^/gm, '    '));
    this.changed('ed25519-no-end-of-line', 'ed25519', (text) => text.trimEnd());
    this.changed('ed25519-utf16', 'ed25519', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'));
    this.changed('ed25519-utf16-other', 'ed25519', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
    this.changed('rsa-attributes', 'rsa-pkcs8', (text) => `Bag Attributes\n    friendlyName: me\nKey Attributes: <No Attributes>\n${text}`);
    this.changed('ed25519-locked-windows', 'ed25519-locked', (text) => text.replaceAll('\n', '\r\n'));
    this.changed('ed25519-open', 'ed25519', (text) => text);
    chmodSync(this.path('ed25519-open'), 0o644);
    this.changed('cut', 'rsa', (text) => text.slice(0, 800));
    this.changed('damaged', 'rsa', (text) => text.split('\n').toSpliced(3, 20).join('\n'));
    this.changed('damaged-pkcs8', 'rsa-pkcs8', (text) => text.split('\n').toSpliced(3, 12).join('\n'));
  }

  #others(): void {
    this.openssl('public-pem', 'pkey -in @rsa-pkcs8 -pubout');
    this.file('public-ssh.com', execFileSync('ssh-keygen', ['-e', '-f', this.path('rsa.pub')]));
    execFileSync('ssh-keygen', ['-q', '-s', this.path('rsa'), '-I', 'me', '-n', 'me', this.path('ed25519.pub')]);
    this.openssl('x509', 'req -x509 -key @rsa-pkcs8 -subj /CN=me -days 2');
    this.openssl('dsa-parameters', 'genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024');
    this.openssl('dsa-pkcs8', 'genpkey -paramfile @dsa-parameters');
    this.openssl('dsa', 'pkey -in @dsa-pkcs8 -traditional');
    this.openssl('secp256k1', 'ecparam -name secp256k1 -genkey -noout');
    this.openssl('x25519', 'genpkey -algorithm x25519');
    this.openssl('ed448', 'genpkey -algorithm ed448');
    this.file('hardware', hardwareKey());
    this.file('putty', 'PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\nComment: me\r\nPublic-Lines: 2\r\n');
    this.file('putty-2', 'PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\nComment: me\r\nPublic-Lines: 6\r\n');
    this.file('ssh.com', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "me"\nP2/56wAA\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n');
    this.file('large', Buffer.alloc(10 * 1024 * 1024, 'x'));
    this.file('empty', '');
    this.file('blank', '\n \n');
    this.file('hello', 'hello\n');
    mkdirSync(this.path('folder'));
    execFileSync('mkfifo', [this.path('pipe')]);
  }
}

/** As `ssh-keygen -t ed25519-sk` writes it, for which it wants the device: public half, application, flags, handle. */
function hardwareKey(): string {
  const field = (content: Buffer | string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(content)]);
  };
  const open = Buffer.concat([field('sk-ssh-ed25519@openssh.com'), field(Buffer.alloc(32, 7)), field('ssh:')]);
  const closed = Buffer.concat([Buffer.alloc(8), open, Buffer.of(1), field(Buffer.alloc(64, 9)), field(''), field('me')]);
  const padding = Buffer.from(Array.from({ length: (8 - closed.length % 8) % 8 }, (_, index) => index + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), Buffer.of(0, 0, 0, 1), field(open), field(Buffer.concat([closed, padding])),
  ]);
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...body.toString('base64').match(/.{1,70}/g) ?? [], '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
