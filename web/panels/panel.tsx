// What frame does every panel stand in? A title that states the finding, sections with their basis, and the words of filters in force.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { Basis } from '../../data/contract/derived.ts';
import { methodsQuery } from '../api/queries.ts';
import { BasisButton } from '../parts/basis.tsx';
import { useFilterChips } from '../state/filter-words.ts';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';

/** The frame of a panel. `finding` is its title; `tools` stand beside it. */
export function Panel({ finding, basis, tools, children }: { finding: ReactNode; basis?: Basis | undefined; tools?: ReactNode; children: ReactNode }) {
  return (
    <div className="panel">
      <header className="panel-head">
        <h2 className="panel-finding">{finding}</h2>
        {basis !== undefined && <HowComputed basis={basis} />}
        <span className="panel-tools">{tools}</span>
      </header>
      <div className="panel-body">{children}</div>
    </div>
  );
}

/** A part of a panel with a finding of its own. */
export function Section({ finding, basis, tools, children }: { finding: ReactNode; basis?: Basis | undefined; tools?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <header className="section-head">
        <h3 id={id} className="section-finding">
          {finding}
        </h3>
        {basis !== undefined && <HowComputed basis={basis} />}
        <span className="panel-tools">{tools}</span>
      </header>
      {children}
    </section>
  );
}

function HowComputed({ basis }: { basis: Basis }) {
  const { view } = useView();
  const names = useNames();
  const methods = useQuery(methodsQuery());
  const chips = useFilterChips(view.selection);
  const method = methods.data?.methods[basis.method];
  return (
    <BasisButton
      basis={{ ...basis, inputs: basis.inputs.map((input) => ({ ...input, dataset: names.layer(input.dataset) })) }}
      explanation={method === undefined ? undefined : names.pick(method.zh, method.en)}
      filters={chips.map((chip) => (chip.name === '' ? chip.words : `${chip.name} ${chip.words}`))}
    />
  );
}
