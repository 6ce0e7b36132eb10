// Which operators sell gas in the demo city, and in which townships? Six with pipes, five with cylinders; all invented.
import { townships } from './areas.ts';

export interface GasOperator {
  readonly code: string;
  readonly name: string;
  /** Cells of the townships it serves by pipe; empty for a seller of cylinders. */
  readonly cells: readonly string[];
}

export const gasOperators: readonly GasOperator[] = [
  { code: 'RQ01', name: '澜城燃气有限公司', cells: ['C02', 'C11', 'C08', 'C12', 'C01'] },
  { code: 'RQ02', name: '临澜能源燃气有限公司', cells: ['C16', 'C03', 'C17'] },
  { code: 'RQ03', name: '潮音港管道燃气有限公司', cells: ['C15', 'C09', 'C18'] },
  { code: 'RQ04', name: '鲸浦天然气有限公司', cells: ['C05', 'C19', 'C04'] },
  { code: 'RQ05', name: '鸥星滨海燃气有限公司', cells: ['C07', 'C06'] },
  { code: 'RQ06', name: '银岬清洁燃气有限公司', cells: ['C13', 'C14', 'C10'] },
  { code: 'RQ07', name: '澜兴液化气有限公司', cells: [] },
  { code: 'RQ08', name: '海岳液化石油气有限公司', cells: [] },
  { code: 'RQ09', name: '星渡液化气供应有限公司', cells: [] },
  { code: 'RQ10', name: '青樟瓶装燃气有限公司', cells: [] },
  { code: 'RQ11', name: '千帆液化气有限公司', cells: [] },
];

/** Operators that sell cylinders. */
export const cylinderOperators = gasOperators.filter((operator) => operator.cells.length === 0);

const operatorOfCell = new Map(gasOperators.flatMap((operator) => operator.cells.map((cell) => [cell, operator] as const)));

/** Gives the operator whose pipes serve a township. Throws RangeError for an index outside `townships`. */
export function pipeOperator(township: number): GasOperator {
  const operator = operatorOfCell.get(townships[township]?.cell ?? '');
  if (operator === undefined) throw new RangeError(`seen township ${township}, expected an index below ${townships.length}`);
  return operator;
}
