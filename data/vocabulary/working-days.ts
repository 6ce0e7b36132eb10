// Which days does the State Council's yearly notice take off, and which weekend days does it make up for (调休)?
import type { VerificationMark } from './code-list.ts';

/** One year of the calendar: public holidays and bridge days, and Saturdays or Sundays that are worked. */
export interface CalendarYear {
  readonly year: number;
  /** First and last day of each stretch off, as month and day. */
  readonly off: readonly (readonly [from: string, to: string])[];
  /** Weekend days worked in exchange. */
  readonly worked: readonly string[];
  readonly source: string;
  readonly mark: VerificationMark;
}

/**
 * The years that are known. A year without a row counts Monday to Friday, and whoever shows a date in it says that its calendar is not published yet.
 * Figures: as the notices were reported; the test holds them against a second compilation of the same notices.
 */
export const calendarYears: readonly CalendarYear[] = [
  {
    year: 2023,
    off: [['01-01', '01-02'], ['01-21', '01-27'], ['04-05', '04-05'], ['04-29', '05-03'], ['06-22', '06-24'], ['09-29', '10-06']],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
    source: '国务院办公厅关于2023年部分节假日安排的通知（国办发明电〔2022〕16号）',
    mark: 'K',
  },
  {
    year: 2024,
    off: [['01-01', '01-01'], ['02-10', '02-17'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-10', '06-10'], ['09-15', '09-17'], ['10-01', '10-07']],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
    source: '国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）',
    mark: 'K',
  },
  {
    year: 2025,
    off: [['01-01', '01-01'], ['01-28', '02-04'], ['04-04', '04-06'], ['05-01', '05-05'], ['05-31', '06-02'], ['10-01', '10-08']],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
    source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
    mark: 'K',
  },
  {
    year: 2026,
    off: [['01-01', '01-03'], ['02-15', '02-23'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-19', '06-21'], ['09-25', '09-27'], ['10-01', '10-07']],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    source: '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）',
    mark: 'K',
  },
];
