// How do the panels that need the UI kit come to the desk? Loaded when one is first asked for; the map never waits for them.
import { lazy, Suspense } from 'react';
import { Bones } from '../parts/answer.tsx';
import type { KitPanelProps } from './kit-props.ts';

const Kit = lazy(() => import('./ui-kit.tsx'));

/** One of the panels; the shape of rows stands until the kit is there. */
export function KitPanel(props: KitPanelProps) {
  return (
    <Suspense fallback={<Waiting />}>
      <Kit {...props} />
    </Suspense>
  );
}

/** The shape of a panel that is still on its way. */
export function Waiting() {
  return (
    <div className="panel-body">
      <Bones rows={8} height={48} />
    </div>
  );
}
