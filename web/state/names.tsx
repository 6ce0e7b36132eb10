// What is a code called in the reader's language? Vocabulary labels, township names from the data, layer titles from the texts.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLists, labelOf } from '../../data/vocabulary/code-lists.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';
import { zhCN } from '../locales/zh-cn.ts';
import { type AreaName, useAreaNames } from './area-names.tsx';

export interface Names {
  readonly language: 'zh' | 'en';
  /** Label of a code; the code itself when the list does not know it; '' for null. */
  code(listId: string, code: string | null | undefined): string;
  /** Name of a township; the code itself when unknown. */
  area(code: string | null | undefined): string;
  /** Short title of a layer or collection; its id when unknown. */
  layer(id: string): string;
  /** All townships, the city itself left out, in the order of their codes. */
  readonly townships: readonly AreaName[];
  list(listId: string): CodeList | undefined;
  /** Picks one of two titles. */
  pick(zh: string, en: string): string;
}

type LayerKey = keyof typeof zhCN.layer;

/** Gives the names in the page's language. */
export function useNames(): Names {
  const { t, i18n } = useTranslation();
  const areas = useAreaNames();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return useMemo(
    () => ({
      language,
      code: (listId, code) => (code === null || code === undefined ? '' : labelOf(listId, code, language)),
      area: (code) => {
        const area = code === null || code === undefined ? undefined : areas.get(code);
        return area === undefined ? (code ?? t('overview.noArea')) : language === 'en' ? (area.nameEn ?? area.name) : area.name;
      },
      layer: (id) => (Object.hasOwn(zhCN.layer, id) ? t(`layer.${id as LayerKey}`) : id),
      townships: [...areas.values()].filter((area) => area.parentCode !== null).sort((a, b) => (a.code < b.code ? -1 : 1)),
      list: (listId) => codeLists.find((list) => list.id === listId),
      pick: (zh, en) => (language === 'en' ? en : zh),
    }),
    [areas, language, t],
  );
}
