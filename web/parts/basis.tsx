// From what was this figure worked out? A small button beside every derived number that answers.
import { useTranslation } from 'react-i18next';
import type { Basis as BasisFacts } from '../../data/contract/derived.ts';
import { Floating } from './controls.tsx';
import { formatInstant } from '../locales/format.ts';
import { Icon } from './icon.tsx';

/** Opens method, instant, inputs and filters of a figure. `explanation` is the method's text, undefined while unknown. `filters` are the chips' words. */
export function BasisButton({ basis, explanation, filters }: { basis: BasisFacts; explanation: string | undefined; filters: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Floating className="basis-button" label={t('basis.ask')} trigger={<Icon name="help" size={14} />} placement="below" width={304} content={() => (
        <div className="basis" tabIndex={-1} data-first>
          <h3>{t('basis.title')}</h3>
          <dl>
            <dt>{t('basis.method')}</dt>
            <dd>{explanation ?? t('basis.unknownMethod', { key: basis.method })}</dd>
            <dt>{t('basis.selection')}</dt>
            <dd>{filters.length === 0 ? t('basis.none') : filters.join(' · ')}</dd>
            <dt>{t('basis.asOf')}</dt>
            <dd className="figure">{formatInstant(basis.asOf)}</dd>
            <dt>{t('basis.inputs')}</dt>
            <dd>{basis.inputs.map((input) => t('basis.input', { dataset: input.dataset, version: input.version })).join(t('words.and'))}</dd>
          </dl>
        </div>
      )}
    />
  );
}
