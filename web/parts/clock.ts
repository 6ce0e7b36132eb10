// What time is it for a component that shows an age? Ticks slowly, so that ages are true without redrawing the page.
import { useEffect, useState } from 'react';

/** Gives the instant (ms since the epoch), renewed every `everyMilliseconds`. */
export function useNow(everyMilliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
}
