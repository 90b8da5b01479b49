import type { CertificateSource } from '../../../../src/sandbox/certificateSource';

/** Has every certificate that it is asked for, all of one made-up authority, of which nobody has the key any more. */
export const everyCertificate: CertificateSource = {
  certificate: () => ({ authorities: madeUpAuthority, validUntil: Number.POSITIVE_INFINITY }),
  authorized: () => true,
};

const madeUpAuthority = `-----BEGIN CERTIFICATE-----
MIIBwTCCAWegAwIBAgIUYVInjDyi9ITfNgKdRmPge56WrFEwCgYIKoZIzj0EAwIw
LTErMCkGA1UEAwwiUHJpdmF0ZSBDb25uZWN0IHNhbmRib3ggY2xpZW50IFZQTjAg
Fw0yNjExMjcyMjEzMThaGA8yMTI2MTEwMzIyMTMxOFowLTErMCkGA1UEAwwiUHJp
dmF0ZSBDb25uZWN0IHNhbmRib3ggY2xpZW50IFZQTjBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABJQnmHRFZcV16clB2xE42jCuGNwm9biZteD4gN/FJG1twIokxjyi
EKVwn13E3hL+cWqDd3T1JcGr5E3rpsjYsZqjYzBhMB0GA1UdDgQWBBQwp0a+gfpt
EyIZ02K3asO2cqPsqDAfBgNVHSMEGDAWgBQwp0a+gfptEyIZ02K3asO2cqPsqDAP
BgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAKBggqhkjOPQQDAgNIADBF
AiAwkdNEnyt4W+/gAlcJMLX5Mj4nlJOjXAFzPJAIdhQQxAIhAKfF77OzbKn4u45Y
koEPa/bRFT/TgVkuB87F3296fXGA
-----END CERTIFICATE-----
`;
