// What happens when a session ends under somebody's hands? A dialog over the page offers the sign-in; what was typed stays behind it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { whenSignInIsRequired } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';

const SessionOverDialog = lazy(() => import('./session-over-dialog.tsx'));

/** Listens for answers that ask for a sign-in, and opens the dialog when somebody was signed in before. Draws nothing else. */
export function SessionOver() {
  const client = useQueryClient();
  const session = useQuery(sessionQuery()).data;
  const [over, setOver] = useState(false);
  const signedIn = session?.kind === 'user';
  useEffect(() => (signedIn ? whenSignInIsRequired(() => setOver(true)) : undefined), [signedIn]);
  if (!over || session === undefined) return null;
  const goOn = async (): Promise<void> => {
    const now = await client.fetchQuery({ ...sessionQuery(), staleTime: 0 });
    // Somebody else came in: what the page holds is not theirs to see.
    if (now.userName !== session.userName) location.reload();
    setOver(false);
    void client.invalidateQueries();
  };
  return (
    <Suspense fallback={null}>
      <SessionOverDialog userName={session.userName ?? ''} oidc={session.oidc} onDone={() => void goOn()} />
    </Suspense>
  );
}
