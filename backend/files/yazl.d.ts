/** The part of the writer of zip files that is used. */
declare module 'yazl' {
  import type { Readable } from 'node:stream';
  type Options = { readonly compressionLevel?: number; readonly forceZip64Format?: boolean; readonly mtime?: Date };
  export class ZipFile {
    readonly outputStream: Readable;
    addBuffer(bytes: Buffer, name: string, options?: Options): void;
    addReadStreamLazy(name: string, options: Options, give: (done: (error: Error | null, stream: Readable) => void) => void): void;
    end(): void;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}
