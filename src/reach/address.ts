/** An IPv4 address as a number, or undefined for any other text. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) {
    return undefined;
  }
  let value = 0;
  for (const part of parts) {
    const byte = /^\d{1,3}$/.test(part) ? Number(part) : 256;
    if (byte > 255) {
      return undefined;
    }
    value = value * 256 + byte;
  }
  return value;
}

/** True when `address` lies in `range`, which is a CIDR or one address. False where either is not IPv4. */
export function inRange(address: string, range: string): boolean {
  const [network = '', length] = range.split('/');
  const bits = length === undefined ? 32 : Number(length);
  const [wanted, base] = [parseAddress(address), parseAddress(network)];
  if (wanted === undefined || base === undefined || !Number.isInteger(bits) || bits < 0 || bits > 32) {
    return false;
  }
  const size = 2 ** (32 - bits);
  return Math.floor(wanted / size) === Math.floor(base / size);
}
