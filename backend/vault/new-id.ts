import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../domain/caselog/names.ts';

/** A new UUIDv7, from the clock and chance. Names things that people create; it orders nothing. */
export const newId = (): string => uuidV7(Date.now(), randomBytes(10));
