import { toBackend } from '../../contract/rpc/wire.ts';
import { createServer } from '../../backend/rpc/server.ts';
import { sampleCalls, sampleHandlers } from './sample-calls.ts';

const server = createServer({
  calls: sampleCalls,
  handlers: sampleHandlers,
  post: (message) => process.send?.(message, () => undefined),
  onUnexpected: () => undefined,
});
process.on('message', (message) => server.receive(toBackend.parse(message)));
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
