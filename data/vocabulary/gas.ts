// What parts has a gas network, and under which pressure?
import { type CodeList, entriesOf } from './code-list.ts';

export const gasFeatureKinds: CodeList = {
  id: 'gas-feature-kinds',
  zh: '燃气设施类别',
  en: 'Gas facility kind',
  entries: entriesOf([
    ['pipeline', '管道', 'Pipeline', 'D'],
    ['station', '场站', 'Station', 'D'],
    ['regulator', '调压站（箱）', 'Pressure regulator', 'D'],
    ['lpg-station', '液化气站', 'LPG station', 'D'],
    ['valve', '阀井', 'Valve pit', 'D'],
    ['user', '用户', 'User', 'D'],
  ]),
};

export const gasPressures: CodeList = {
  id: 'gas-pressures',
  zh: '压力级制',
  en: 'Pressure class',
  entries: entriesOf([
    ['high-a', '高压A（2.5–4.0 MPa）', 'High A (2.5–4.0 MPa)', 'K'],
    ['high-b', '高压B（1.6–2.5 MPa）', 'High B (1.6–2.5 MPa)', 'K'],
    ['sub-high-a', '次高压A（0.8–1.6 MPa）', 'Sub-high A (0.8–1.6 MPa)', 'K'],
    ['sub-high-b', '次高压B（0.4–0.8 MPa）', 'Sub-high B (0.4–0.8 MPa)', 'K'],
    ['medium-a', '中压A（0.2–0.4 MPa）', 'Medium A (0.2–0.4 MPa)', 'K'],
    ['medium-b', '中压B（0.01–0.2 MPa）', 'Medium B (0.01–0.2 MPa)', 'K'],
    ['low', '低压（<0.01 MPa）', 'Low (<0.01 MPa)', 'K'],
  ]),
};
