import { servePictures } from '../evidence/pictures/serve-pictures.ts';

/**
 * Looks into pictures of strangers: their EXIF, copies without it. A process that has no key, may read its own program and no other file,
 * write nothing and start nothing; a picture comes over standard input, what was asked goes to standard output.
 */
await servePictures(process.stdin, (bytes) => {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
});
