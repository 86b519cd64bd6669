import { describe, expect, test } from 'vitest';
import { mayFilm, pressLastsMs } from '../../electron/security/may-film.ts';

const asked = { isMainFrame: true, securityOrigin: 'app://assay/', requestingUrl: 'app://assay/index.html', mediaTypes: ['video'] };
const checked = { isMainFrame: true, securityOrigin: 'app://assay', mediaType: 'video' };

describe('the camera', () => {
  test('opens for the app’s own page right after a key or a click', () => {
    expect(mayFilm(asked, 0)).toBe(true);
    expect(mayFilm(checked, pressLastsMs)).toBe(true);
  });

  test('stays shut when nobody pressed anything lately', () => {
    expect(mayFilm(asked, pressLastsMs + 1)).toBe(false);
    expect(mayFilm(checked, Number.POSITIVE_INFINITY)).toBe(false);
    expect(mayFilm(asked, Number.NaN)).toBe(false);
  });

  test.each([
    ['with sound', { ...asked, mediaTypes: ['video', 'audio'] }],
    ['sound alone', { ...asked, mediaTypes: ['audio'] }],
    ['nothing named', { ...asked, mediaTypes: [] }],
    ['something unknown', { ...checked, mediaType: 'unknown' }],
    ['a frame inside the page', { ...asked, isMainFrame: false }],
    ['another origin', { ...asked, securityOrigin: 'https://example.org/' }],
    ['an origin that only begins like ours', { ...asked, securityOrigin: 'app://assay.example/' }],
    ['an opaque origin', { ...asked, securityOrigin: 'null' }],
    ['another address', { ...asked, requestingUrl: 'app://blank/' }],
    ['no address at all', { isMainFrame: true, mediaTypes: ['video'] }],
  ])('stays shut for %s', (_, ask) => {
    expect(mayFilm(ask, 0)).toBe(false);
  });
});
