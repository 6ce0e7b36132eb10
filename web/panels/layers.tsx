// What is drawn? One row per layer: switch, symbol, count in view; legend and the layer's own filters folded in.
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../data/contract/selection.ts';
import { layerCountsQuery } from '../api/queries.ts';
import { layers } from '../layers/index.ts';
import type { MapLayer } from '../layers/layer.ts';
import { formatCount } from '../locales/format.ts';
import { Checklist } from '../parts/checklist.tsx';
import { Choice, Floating } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { LegendView, SymbolView } from '../parts/legend.tsx';
import { useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import { type HazardView, hazardViews } from '../state/view.ts';

/** Filters that belong to one layer alone, by layer: field of the selection and its code list. */
const ownFilters: Readonly<Record<string, readonly { field: 'riskClass' | 'placeTypeCode' | 'featureKind' | 'pressureCode' | 'workTypeCode'; list: string }[]>> = {
  enterprises: [
    { field: 'riskClass', list: 'risk-classes' },
    { field: 'placeTypeCode', list: 'place-types' },
  ],
  'public-places': [{ field: 'placeTypeCode', list: 'place-types' }],
  'gas-networks': [
    { field: 'featureKind', list: 'gas-feature-kinds' },
    { field: 'pressureCode', list: 'gas-pressures' },
  ],
  vessels: [{ field: 'workTypeCode', list: 'vessel-work-types' }],
};
