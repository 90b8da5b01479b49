/** A name as the VPC's API takes it, so that it is one word in every file and a part of file names. */
export function isName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** At least two labels: a single one, or none, would send far more than an instance's names to the cloud. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text);
}

/** Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn (pre-shared key) */
export function isKey(text: string): boolean {
  return /^(?!0[xs])[A-Za-z0-9\-+&!@#$%^*(),.:_]{6,128}$/i.test(text);
}
