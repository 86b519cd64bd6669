import { z } from 'zod';

// Imported before any schema is made: zod would otherwise build functions from text, which Trusted Types forbid.
z.config({ jitless: true });
