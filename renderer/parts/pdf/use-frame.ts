import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useApi } from '../api.tsx';
import { useStable } from '../latest.ts';
import type { Layers } from '../viewer/layers.ts';
import { readFromFrame } from './messages.ts';
import type { FromFrame, Reason, ToFrame } from './messages.ts';
import { packagedFile } from './packaged-files.ts';
import { pressAt } from './press.ts';

/** What is known of the frame: `stuck` = it has not answered for so long that it was taken away. */
export type Shown =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly pages: number }
  | { readonly state: 'failed'; readonly why: Reason | 'stuck' };

export type Place = { readonly page: number; readonly percent: number };
export type Finding = { readonly count: number; readonly at: number; readonly done: boolean };

export type Frame = {
  readonly element: RefObject<HTMLIFrameElement | null>;
  readonly shown: Shown;
  readonly place: Place;
  readonly finding: Finding;
  readonly send: (message: ToFrame) => void;
  /** for the frame's `load` event */
  readonly connect: () => void;
};

type Given = {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly lang: string;
  readonly labelOf: (page: number) => string;
  readonly layers: Layers | undefined;
};

const silentMs = 15_000;
const nothingFound: Finding = { count: 0, at: 0, done: true };

/** Looks once a second as long as the component is shown. */
function useSecond(look: () => void): void {
  const stable = useStable(look);
  useEffect(() => {
    const timer = setInterval(stable, 1_000);
    return () => clearInterval(timer);
  }, [stable]);
}

function useLeaving(leave: () => void): void {
  const stable = useStable(leave);
  useEffect(() => stable, [stable]);
}

/** Hands what lies over the pages to the frame, as soon as it shows the document and whenever it changes. */
function useLayers({ layers }: Given, shown: Shown, send: (message: ToFrame) => void): void {
  const open = shown.state === 'open';
  const { boxes, words, drawing, lookAt } = layers ?? {};
  useEffect(() => {
    if (open && boxes !== undefined) send({ kind: 'boxes', boxes });
  }, [open, boxes, send]);
  useEffect(() => {
    if (open && words !== undefined && words.length > 0) send({ kind: 'words', pages: words });
  }, [open, words, send]);
  useEffect(() => {
    if (open && drawing !== undefined) send({ kind: 'draw', on: drawing });
  }, [open, drawing, send]);
  useEffect(() => {
    if (open && lookAt !== undefined && lookAt !== null) send({ kind: 'page', ...lookAt });
  }, [open, lookAt, send]);
}

/** What the pointer did to the marked parts. A box is taken only while one is asked for. */
function takeMark(message: Extract<FromFrame, { kind: 'drawn' | 'pressed' }>, layers: Layers | undefined): void {
  if (message.kind === 'pressed') layers?.onPress(message.id);
  else if (layers?.drawing === true) layers.onDrawn(message.box);
}

/** Waits for messages of the frame's channel. */
function openChannel(target: Window, take: (data: unknown) => void): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', (event: MessageEvent<unknown>) => take(event.data));
  port1.start();
  // Its origin is one of its own that cannot be named; it is ours because this element can load nothing else.
  target.postMessage(null, '*', [port2]);
  return port1;
}

/** Tells the shell that text was copied, so that a lock takes it back. A shell that is gone has taken its window along. */
function useCopied(): () => void {
  const api = useApi();
  return () => void api.call['shell.copied']({}).catch(() => undefined);
}

/** Talks with the frame over a channel that is its only way out. The frame gets a copy of the bytes. */
export function useFrame(given: Given): Frame {
  const copied = useCopied();
  const element = useRef<HTMLIFrameElement>(null);
  const port = useRef<MessagePort | null>(null);
  const heard = useRef(0);
  const [shown, setShown] = useState<Shown>({ state: 'opening' });
  const [place, setPlace] = useState<Place>({ page: 1, percent: 100 });
  const [finding, setFinding] = useState<Finding>(nothingFound);
  const send = useStable((message: ToFrame) => port.current?.postMessage(message));

  const need = async ({ id, folder, name }: Extract<FromFrame, { kind: 'need' }>): Promise<void> =>
    send({ kind: 'data', id, bytes: await packagedFile(folder, name).catch(() => null) });
  const take = useStable((data: unknown) => {
    const message = readFromFrame(data);
    heard.current = performance.now();
    switch (message?.kind) {
      case 'opened':
        setShown({ state: 'open', pages: message.pages });
        return send({ kind: 'labels', pages: Array.from({ length: message.pages }, (_, i) => given.labelOf(i + 1)) });
      case 'failed':
        return setShown({ state: 'failed', why: message.why });
      case 'at':
        if (message.page !== place.page) given.layers?.onPage(message.page);
        return setPlace({ page: message.page, percent: message.percent });
      case 'found':
        return setFinding({ count: message.count, at: message.at, done: message.done });
      case 'need':
        return void need(message);
      case 'key':
        return element.current === null ? undefined : pressAt(element.current, message.keys);
      case 'drawn':
      case 'pressed':
        return takeMark(message, given.layers);
      case 'copied':
        return copied();
      case 'alive':
      case undefined:
        return undefined;
      default:
        return message satisfies never;
    }
  });
  const connect = useStable(() => {
    const target = element.current?.contentWindow;
    if (target === null || target === undefined || port.current !== null) return;
    port.current = openChannel(target, take);
    heard.current = performance.now();
    send({ kind: 'open', bytes: given.bytes.slice(), lang: given.lang, name: given.name });
  });
  useSecond(() => {
    if (port.current !== null && performance.now() - heard.current > silentMs) setShown({ state: 'failed', why: 'stuck' });
  });
  useLayers(given, shown, send);
  useLeaving(() => {
    port.current?.close();
    port.current = null;
  });
  return { element, shown, place, finding, send, connect };
}
