// How many objects of each layer are in view?
import { LayerCounts, ViewParameters } from '../../data/contract/analyses.ts';
import { narrowSelection } from '../../data/contract/selection-address.ts';
import { defineAnalysis } from './analysis.ts';

export const layerCounts = defineAnalysis({
  id: 'layer-counts',
  zh: '图层计数',
  en: 'Layer counts',
  method: 'layer-counts',
  inputs: ['*'],
  parameters: ViewParameters,
  result: LayerCounts,
  async run({ index, collections, today, scope, where }, selection, { box }) {
    return {
      layers: collections.map((collection) => {
        const filter = index.filter(collection, narrowSelection(selection, index.selectionFields(collection)), today, scope, where(collection));
        const total = index.countIn(collection, filter);
        return { collection, inView: box === undefined ? total : index.countIn(collection, filter, box), total };
      }),
    };
  },
});
