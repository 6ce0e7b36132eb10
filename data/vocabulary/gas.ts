// What parts has a gas network, and under which pressure?
import { type CodeList, entriesOf } from './code-list.ts';

export const gasFeatureKinds: CodeList = {
  id: 'gas-feature-kinds',
  zh: '燃气设施类别',
  en: 'Gas facility kind',
  entries: entriesOf([
    ['pipeline', '管道', 'Pipeline', 'V', { noteZh: '高压、次高压、中压、低压管道及庭院管、立管。', noteEn: 'High to low pressure mains, service pipes and risers.', source: '《城镇燃气管理条例》第五十三条 (Regulation on Town Gas, art. 53)' }],
    ['station', '场站', 'Station', 'V', { noteZh: '门站、储配站、气化站、加气站；液化石油气站另列。', noteEn: 'City gates, storage, vaporising and refuelling stations; LPG stations are listed apart.', source: '《城镇燃气管理条例》第五十三条 (Regulation on Town Gas, art. 53)' }],
    ['regulator', '调压站（箱）', 'Pressure regulator', 'D'],
    ['lpg-station', '液化石油气站', 'LPG station', 'D', { noteZh: '储配站、瓶装供应站、瓶组气化站。', noteEn: 'LPG storage, cylinder supply and cylinder vaporising stations.' }],
    ['valve', '阀井', 'Valve chamber', 'D'],
    ['user', '用户', 'User', 'SEED', { noteZh: '餐饮、学校、养老院、工业、居民等用气场所。', noteEn: 'Restaurants, schools, care homes, industry, homes and others that use gas.' }],
  ]),
};

const pressureSource = 'GB 50028（待核）/ GB 50028, to be verified';

export const gasPressures: CodeList = {
  id: 'gas-pressures',
  zh: '压力级制',
  en: 'Pressure class',
  entries: entriesOf([
    ['high-a', '高压A（2.5–4.0 MPa）', 'High A (2.5–4.0 MPa)', 'K', { source: pressureSource }],
    ['high-b', '高压B（1.6–2.5 MPa）', 'High B (1.6–2.5 MPa)', 'K', { source: pressureSource }],
    ['sub-high-a', '次高压A（0.8–1.6 MPa）', 'Sub-high A (0.8–1.6 MPa)', 'K', { source: pressureSource }],
    ['sub-high-b', '次高压B（0.4–0.8 MPa）', 'Sub-high B (0.4–0.8 MPa)', 'K', { source: pressureSource }],
    ['medium-a', '中压A（0.2–0.4 MPa）', 'Medium A (0.2–0.4 MPa)', 'K', { source: pressureSource }],
    ['medium-b', '中压B（0.01–0.2 MPa）', 'Medium B (0.01–0.2 MPa)', 'K', { source: pressureSource }],
    ['low', '低压（<0.01 MPa）', 'Low (<0.01 MPa)', 'K', { source: pressureSource }],
  ]),
};
