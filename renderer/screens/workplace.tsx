import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../parts/api.tsx';
import { Reading } from '../parts/blank.tsx';
import { DetailProvider } from '../parts/detail.tsx';
import { createPlaces, trailHere } from './places.ts';
import type { Places } from './places.ts';
import { readTrail } from './trail.ts';
import { createAppRouter } from './router.tsx';

const trailKey = 'trail';

/** The open vault: where the person was, with the way back and forward. */
export function Workplace(): ReactNode {
  const api = useApi();
  const trail = useQuery({
    queryKey: ['remembered', trailKey],
    queryFn: async () => trailHere() ?? readTrail((await api.call['view.get']({ key: trailKey })).value),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (trail.data === undefined && !trail.isError) return <Reading />;
  const write = async (value: string): Promise<void> => {
    await api.call['view.set']({ key: trailKey, value }).catch(() => undefined);
  };
  return <Router start={() => createPlaces(trail.data ?? readTrail(null), write)} />;
}

function Router(props: { readonly start: () => Places }): ReactNode {
  const [router] = useState(() => createAppRouter(props.start()));
  return (
    <DetailProvider>
      <RouterProvider router={router} />
    </DetailProvider>
  );
}
