import { jcs, sha256Hex } from './hash.ts';

/** Vectors of the bytes that a checkpoint signs, docs/decisions/case-log.md. */
const given = { case: '01938a6e-1c00-7a00-8000-00000000c0de', head: sha256Hex('head'), operations: 9, day: '2026-11-22' };

export function checkpointVectors(): object {
  const text = jcs({ v: 1, checkpoint: 'assay/case', ...given });
  return {
    about: 'docs/decisions/case-log.md: what the device signs, ECDSA P-256 with SHA-256',
    checkpoints: [{ given, canonical: text, sha256: sha256Hex(text) }],
  };
}
