import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { putRemembered } from '../../renderer/parts/remembered.tsx';

test('what is chosen while the last choice is still being read stays chosen', async () => {
  const client = new QueryClient();
  const read = Promise.withResolvers<string>();
  const reading = client.fetchQuery({ queryKey: ['remembered', 'typed.table'], queryFn: () => read.promise }).catch(() => 'given up');
  putRemembered(client, 'typed.table', 'contracts');
  read.resolve('declarations');
  await reading;
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(client.getQueryData(['remembered', 'typed.table'])).toBe('contracts');
  client.clear();
});
