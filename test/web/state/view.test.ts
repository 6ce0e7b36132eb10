// Does a copied link show the same? View to address and back, for any view, and for addresses nobody wrote.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectionFields } from '../../../data/contract/selection-address.ts';
import { addressKeys, defaultView, hazardViews, panelNames, type View, viewFromParameters, viewToParameters, withoutFields } from '../../../web/state/view.ts';

const degrees = (limit: number) => fc.integer({ min: -limit * 1e5, max: limit * 1e5 }).map((value) => value / 1e5);
const views: fc.Arbitrary<View> = fc.record({
  camera: fc.option(
    fc.record({ lng: degrees(180), lat: degrees(85), zoom: fc.integer({ min: 0, max: 2200 }).map((value) => value / 100), bearing: fc.integer({ min: -180, max: 180 }), pitch: fc.integer({ min: 0, max: 60 }) }),
  ),
  layers: fc.uniqueArray(fc.constantFrom('enterprises', 'hazards', 'vessels', 'storms', 'gas-networks'), { maxLength: 5 }),
  hazardView: fc.constantFrom(...hazardViews),
  selection: fc.record({ overdue: fc.boolean(), dueWithinDays: fc.integer({ min: 0, max: 3650 }), areaCode: fc.constant(['A-01', 'A-02']), foundFrom: fc.constant('2026-01-31') }, { requiredKeys: [] }),
  object: fc.option(fc.record({ collection: fc.constantFrom('enterprises', 'hazards'), id: fc.integer({ min: 0, max: 999_999_999 }) })),
  area: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('township' as const), code: fc.constantFrom('A-01', 'X.7') }),
      fc.record({ kind: fc.constant('drawn' as const), ring: fc.array(fc.tuple(degrees(180), degrees(85)), { minLength: 3, maxLength: 60 }) }),
    ),
  ),
  panel: fc.constantFrom(...panelNames),
  pivot: fc.constantFrom('department' as const, 'township' as const),
  theme: fc.constantFrom('day' as const, 'night' as const, null),
  language: fc.constantFrom('zh-CN' as const, 'en' as const, null),
  clusterDistanceMetres: fc.integer({ min: 20, max: 5000 }),
  clusterMinimumMembers: fc.integer({ min: 2, max: 500 }),
  list: fc.constantFrom('hazards', 'enterprises'),
  base: fc.constantFrom(null, 'images'),
  moment: fc.constantFrom('2019-08-11T06:00:00Z', null),
});

describe('the view in the address', () => {
  it('any view read back from its own address is the same', () => {
    fc.assert(
      fc.property(views, (view) => {
        const parameters = viewToParameters(view);
        const text = new URLSearchParams(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null)).toString();
        const { view: again, unread } = viewFromParameters(Object.fromEntries(new URLSearchParams(text)));
        expect(unread).toEqual([]);
        expect(viewToParameters(again)).toEqual(parameters);
        expect(again).toEqual(view);
      }),
    );
  });

  it('a bare address is the default view and the default view is a bare address', () => {
    expect(viewFromParameters({})).toEqual({ view: defaultView, unread: [] });
    expect(Object.values(viewToParameters(defaultView)).every((value) => value === null)).toBe(true);
    expect(Object.keys(viewToParameters(defaultView)).sort()).toEqual([...addressKeys].sort());
  });

  it('no text makes reading throw, and what is left out is named', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...addressKeys), fc.string()), (parameters) => {
        const { view, unread } = viewFromParameters(parameters);
        expect(viewFromParameters(viewToParameters(view)).unread).toEqual([]);
        expect(unread.every((key) => addressKeys.includes(key))).toBe(true);
      }),
    );
  });

  it('one bad filter is dropped and named while the good ones stay', () => {
    const { view, unread } = viewFromParameters({ overdue: 'true', dueWithinDays: '-1', camera: '200,0,3' });
    expect(view.selection).toEqual({ overdue: true });
    expect(view.camera).toBeNull();
    expect([...unread].sort()).toEqual(['camera', 'dueWithinDays']);
  });

  it('two dates in the wrong order do not lose the other filters', () => {
    const { view, unread } = viewFromParameters({ foundFrom: '2026-05-02', foundTo: '2026-05-01', open: 'true' });
    expect(view.selection.open).toBe(true);
    expect(view.selection.foundTo).toBeUndefined();
    expect(unread).toEqual(['foundTo']);
  });

  it('fields are taken out of a selection without touching it', () => {
    const selection = { overdue: true, open: true };
    expect(withoutFields(selection, ['overdue'])).toEqual({ open: true });
    expect(selection).toEqual({ overdue: true, open: true });
    expect(withoutFields(selection, selectionFields)).toEqual({});
  });
});
