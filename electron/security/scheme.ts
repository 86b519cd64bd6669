import { protocol } from 'electron';
import type { Session } from 'electron';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileFor, origin } from './app-files.ts';

export { origin };

export const startPage = `${origin}/index.html`;
/** An empty page on a site of its own. */
export const blankPage = 'app://blank/';
/** Shows PDFs, the trader's too: whatever such a file makes of it must find nothing. */
export const pdfFrame = `${origin}/pdf/frame.html`;

/** Nothing from outside, nothing inline, no code from text. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  `frame-src ${pdfFrame}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** An origin that nothing else has, wherever it is loaded; of the app only its own script and style, and nothing fetched. */
export const pdfFramePolicy = [
  "default-src 'none'",
  `script-src ${origin}/pdf/frame.js`,
  `style-src ${origin}/pdf/frame.css`,
  'sandbox allow-scripts',
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${origin}`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the files of the folder, and only those, as `app://assay/…`. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', async (request) => {
    if (request.url === blankPage) return answer(200, types['.html'] ?? '', Buffer.from('<!doctype html><title>Assay</title>'));
    const file = fileFor(request.url, folder);
    if (file === null || request.method !== 'GET') return answer(403, 'text/plain; charset=utf-8', null);
    try {
      const policy = request.url === pdfFrame ? pdfFramePolicy : contentSecurityPolicy;
      return answer(200, types[path.extname(file)] ?? 'application/octet-stream', await fs.readFile(file), policy);
    } catch {
      return answer(404, 'text/plain; charset=utf-8', null);
    }
  });
}

function answer(status: number, type: string, body: Buffer | null, policy: string = contentSecurityPolicy): Response {
  return new Response(body === null ? null : new Uint8Array(body), {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}
