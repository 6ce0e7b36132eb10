// How does the clinic say things in the reader's language: a sentence of both, a field, a column, a size, why something went wrong?
import { useTranslation } from 'react-i18next';
import type { ClinicColumn, ClinicField, Said } from '../../data/contract/import-clinic.ts';
import { formatNumber, formatShare } from '../locales/format.ts';
import { importsZh } from '../locales/imports.zh-cn.ts';
import { useNames } from '../state/names.tsx';

type Fault = keyof typeof importsZh.fault;

/** Gives the size of a file. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${formatNumber(bytes / 1000, 0)} kB` : `${formatNumber(bytes / 1_000_000, 1)} MB`;
}

/** Gives the name of a column: its letter and its heading. */
export function columnName({ id, name }: Pick<ClinicColumn, 'id' | 'name'>): string {
  return name === '' ? id : `${id} ${name}`;
}

/** How sure a proposal is, in a word. */
export function sureKey(confidence: number): 'sure' | 'likely' | 'unsure' {
  if (confidence >= 0.9) return 'sure';
  return confidence >= 0.65 ? 'likely' : 'unsure';
}

/** Gives a confidence of 0 to 1 in per cent. */
export const shareOf = (confidence: number): string => formatShare(confidence, 1);

interface ImportWords {
  said(sentence: Said): string;
  /** Title of a field; null = the row as a whole. */
  field(fields: readonly ClinicField[], name: string | null): string;
  /** A value as the dry run has it: codes as their labels; '' for none. */
  value(fields: readonly ClinicField[], name: string, text: string | null): string;
  /** Why something went wrong: what kind of fault, and the server's own words behind it. */
  fault(problem: { readonly code: string; readonly detail: string }): { readonly words: string; readonly detail: string };
}

/** Gives the words in the page's language. */
export function useImportWords(): ImportWords {
  const { t } = useTranslation();
  const names = useNames();
  const { pick } = names;
  return {
    said: ({ zh, en }) => pick(zh, en),
    field: (fields, name) => {
      const field = fields.find((one) => one.name === name);
      return name === null ? t('imports.wholeRow') : name === 'geometry' ? t('imports.place.title') : field === undefined ? name : pick(field.zh, field.en);
    },
    value: (fields, name, text) => {
      const field = fields.find((one) => one.name === name);
      if (text === null || field === undefined) return text ?? '';
      if (field.codeList !== null) return names.code(field.codeList, text);
      if (name === 'areaCode') return names.area(text);
      return field.type === 'boolean' && (text === 'true' || text === 'false') ? t(text === 'true' ? 'imports.mapping.yes' : 'imports.mapping.no') : text;
    },
    fault: ({ code, detail }) => {
      const kind = detail === 'the job was cancelled' ? 'cancelled' : Object.hasOwn(importsZh.fault, code) ? (code as Fault) : 'other';
      return { words: t(`imports.fault.${kind as Fault}`), detail: kind === 'cancelled' ? '' : detail };
    },
  };
}
