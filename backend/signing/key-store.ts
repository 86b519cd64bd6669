/** What the screens and the report say of a signing key. */
export type SigningIdentity = {
  /** SHA-256 of the certificate, hex */
  readonly id: string;
  readonly name: string;
  /** upper-case hex */
  readonly serial: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** of the local test CA: documents signed with it are not official */
  readonly test: boolean;
  /** DER, the signer's own first */
  readonly certificates: readonly Uint8Array[];
};

/** Where signing keys live: the software envelope here, a token later. A key never leaves its store. */
export type KeyStore = {
  readonly listIdentities: () => readonly SigningIdentity[];
  /** @throws Refused `signing_key_missing`, `passphrase_wrong` */
  readonly unlock: (id: string, secret: string | Uint8Array) => Promise<void>;
  /** @returns the DER signature value, ECDSA with SHA-256 over the bytes  @throws Refused `signing_failed` while locked */
  readonly sign: (id: string, bytes: Uint8Array) => Promise<Uint8Array>;
  readonly lock: () => void;
};
