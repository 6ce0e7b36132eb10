// What does a click on several things show first? What asks most to be looked at.
import { expect, it } from 'vitest';
import { urgencyOf } from '../../../web/map/pick.ts';

it('an overdue major hazard goes before any other, open ones before places, closed ones last', () => {
  const feature = (collection: string, properties: Record<string, unknown>) => ({ collection, id: 1, properties, position: [122, 37] as const });
  const inOrder = [
    feature('hazards', { statusCode: 'ST-RECTIFYING', levelCode: 'LV-M', overdueDays: 3 }),
    feature('hazards', { statusCode: 'ST-RECTIFYING', levelCode: 'LV-M', overdueDays: 0 }),
    feature('hazards', { statusCode: 'ST-RECTIFYING', levelCode: 'LV-G', overdueDays: 90 }),
    feature('hazards', { statusCode: 'ST-REPORTED', levelCode: 'LV-G' }),
    feature('enterprises', { name: '某厂' }),
    feature('hazards', { statusCode: 'ST-CLOSED', levelCode: 'LV-M', overdueDays: 9 }),
  ];
  expect(inOrder.map(urgencyOf)).toEqual(inOrder.map(urgencyOf).toSorted((a, b) => b - a));
  expect(new Set(inOrder.map(urgencyOf)).size).toBe(inOrder.length);
});
