// How many objects of each layer are in view?
import { LayerCounts, ViewParameters } from '../../data/contract/analyses.ts';
import { narrowSelection } from '../../data/contract/selection.ts';
import { defineAnalysis } from './analysis.ts';

export const layerCounts = defineAnalysis({
  id: 'layer-counts',
  zh: '图层计数',
  en: 'Layer counts',
  method: 'layer-counts',
  inputs: ['*'],
  parameters: ViewParameters,
  result: LayerCounts,
  async run({ index, today, scope }, selection, { box }) {
    return {
      layers: index.ids().map((collection) => {
        const filter = index.filter(collection, narrowSelection(selection, index.selectionFields(collection)), today, scope);
        const points = index.points(collection);
        const total = points.count(filter);
        return { collection, inView: box === undefined ? total : points.count(filter, box), total };
      }),
    };
  },
});
