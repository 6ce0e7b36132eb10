// What does a bulletin say? Facts in, sentences and tables out, in Chinese or English; every sentence names the figures it rests on.
import type { Briefing, BriefingBasis, BriefingSection, BriefingSentence } from '../../data/contract/briefings.ts';
import { type BulletinEntry, type BulletinFacts, type BulletinList, type BulletinSummary, type FigureId, figureIds } from '../../data/contract/bulletins.ts';
import { methods } from '../../data/vocabulary/methods.ts';
import { cellTable, changesTable, groupTable, namedTable, rowsOf } from './bulletin-tables.ts';
import { type BulletinLanguage, countText, dayText, figureNames, figureText, instantText, numberText, rateText, shareText, type Voice, voiceOf } from './bulletin-words.ts';

/** A bulletin with the hazards that the one who reads may see. */
export interface BulletinContent {
  readonly summary: BulletinSummary;
  readonly facts: BulletinFacts;
  readonly lists: Readonly<Record<BulletinList, readonly BulletinEntry[]>>;
}

/** Gives the briefing. Pure: the same content gives the same words. */
export function briefBulletin(content: BulletinContent, language: BulletinLanguage): Briefing {
  const { summary, facts } = content;
  const voice = voiceOf(facts, language);
  const { pick } = voice;
  const sections = [overall(voice), overdue(voice), majors(voice, content), quality(voice), records(voice), ...changes(voice, content), ...groups(voice), ...named(voice, content)];
  return {
    language,
    masthead: pick(`${facts.cityName}安全生产委员会办公室`, `Work Safety Committee Office of ${facts.cityNameEn}`),
    title: summary.title,
    number: numberText(voice, summary.number),
    issuedBy: pick('安委会办公室', 'Work Safety Committee Office'),
    issuedOn: summary.publishedAt === null ? pick('未发布', 'Not published') : dayText(voice, summary.publishedAt.slice(0, 10)),
    synthetic: facts.synthetic ? pick('合成数据，虚构城市，仅供演示', 'Synthetic data of a fictional city, for demonstration only') : null,
    lead: [
      { label: pick('数据截至', 'Figures as of'), text: instantText(voice, facts.cutOff) },
      { label: pick('统计期', 'Period'), text: pick(`${dayText(voice, facts.periodFrom)}至${dayText(voice, facts.periodTo)}`, `${dayText(voice, facts.periodFrom)} to ${dayText(voice, facts.periodTo)}`) },
      ...(summary.correctsNumber === null ? [] : [{ label: pick('更正', 'Corrects'), text: pick(`本期更正${numberText(voice, summary.correctsNumber)}通报`, `This bulletin puts right ${numberText(voice, summary.correctsNumber)}`) }]),
      ...(summary.correctedByNumber === null ? [] : [{ label: pick('已更正', 'Corrected'), text: pick(`本期已由${numberText(voice, summary.correctedByNumber)}通报更正，请以后者为准`, `Put right by ${numberText(voice, summary.correctedByNumber)}, which prevails`) }]),
    ],
    sections: sections.map((section, place) => ({ ...section, heading: language === 'en' ? `${place + 1}. ${section.heading}` : `${numeral(place + 1)}、${section.heading}` })),
    basis: figureIds.flatMap((id) => basisOf(voice, id)),
    methods: [...new Set(['bulletin-as-known', ...figureIds.map((id) => facts.figures[id]?.method ?? '')])].flatMap((key) => {
      const method = methods[key];
      return method === undefined ? [] : [{ key, title: pick(method.titleZh, method.titleEn), text: pick(method.zh, method.en) }];
    }),
    footnotes: footnotes(voice, summary),
    words: { basis: pick('数字依据', 'Where the figures come from'), methods: pick('计算口径', 'How they are worked out'), notes: pick('说明', 'Notes'), figure: pick('指标', 'Figure'), value: pick('数值', 'Value'), of: pick('分子／分母', 'Part of whole'), n: 'n', asOf: pick('数据截至', 'As of'), method: pick('口径', 'Method'), page: pick('第', 'Page '), pageOf: pick('页，共', ' of '), pageEnd: pick('页', '') },
  };
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/** Gives a number of 1 to 20 in Chinese numerals. */
function numeral(value: number): string {
  return value <= 10 ? (digits[value] ?? '') : value < 20 ? `十${digits[value - 10] ?? ''}` : '二十';
}

const figureOf = (voice: Voice, id: FigureId) => {
  const figure = voice.facts.figures[id];
  if (figure === undefined) throw new Error(`figure: seen none called ${id}, expected all of figureIds`);
  return figure;
};
const number = (voice: Voice, id: FigureId): string => countText(figureOf(voice, id).numerator);
const say = (text: string, ...basis: FigureId[]): BriefingSentence => ({ text, basis });
const section = (id: string, heading: string, sentences: BriefingSentence[], tables: BriefingSection['tables'] = []): BriefingSection => ({ id, heading, sentences, tables });

function overall(voice: Voice): BriefingSection {
  const { pick, facts } = voice;
  const of = (id: FigureId): string => number(voice, id);
  return section('overall', pick('总体情况', 'Overview'), [
    say(pick(`截至${instantText(voice, facts.cutOff)}，全市在册未销号隐患${of('open')}条，其中重大隐患${of('openMajors')}条；待复查${of('awaitingReview')}条。`, `At ${instantText(voice, facts.cutOff)} the city had ${of('open')} open hazards on record, ${of('openMajors')} of them major; ${of('awaitingReview')} awaited review.`), 'open', 'openMajors', 'awaitingReview'),
    say(pick(`本期发现隐患${of('found')}条。其中核实认定${of('verified')}条（重大隐患${of('majors')}条，一般隐患${of('generals')}条），核实定级中${of('beingVerified')}条，不予认定${of('notUpheld')}条，并案${of('merged')}条，移送${of('transferred')}条。`, `In the period ${of('found')} were found: ${of('verified')} verified (${of('majors')} major, ${of('generals')} general), ${of('beingVerified')} being verified, ${of('notUpheld')} not upheld, ${of('merged')} merged and ${of('transferred')} passed on.`), 'found', 'verified', 'majors', 'generals', 'beingVerified', 'notUpheld', 'merged', 'transferred'),
    say(pick(`本期销号${of('closed')}条，其中重大隐患${of('closedMajors')}条；同意延期${of('extensions')}条次。`, `In the period ${of('closed')} were closed, ${of('closedMajors')} of them major; ${of('extensions')} extensions were granted.`), 'closed', 'closedMajors', 'extensions'),
    say(pick(`本期发现隐患的整改率${rateText(voice, figureOf(voice, 'rectificationRate'))}，未到期的留在分母内；本期到期隐患的按期整改率${rateText(voice, figureOf(voice, 'onTimeRate'))}。`, `Rectification rate of what was found in the period: ${rateText(voice, figureOf(voice, 'rectificationRate'))}, those not yet due kept in the denominator. On-time rate of what fell due in the period: ${rateText(voice, figureOf(voice, 'onTimeRate'))}.`), 'rectificationRate', 'onTimeRate'),
  ]);
}

function overdue(voice: Voice): BriefingSection {
  const { pick, facts } = voice;
  const of = (id: FigureId): string => number(voice, id);
  const figure = figureOf(voice, 'overdue');
  const share = figure.n < 10 ? '' : pick(`，占未销号的${shareText(figure.numerator / figure.n)}`, `, ${shareText(figure.numerator / figure.n)} of those open`);
  const unknown = figureOf(voice, 'deadlinesUnknown').numerator;
  return section('overdue', pick('逾期和督办', 'Overdue and under supervision'), [
    say(pick(`逾期未整改${of('overdue')}条${share}；其中超过30日${of('overdueOver30')}条，重大隐患${of('overdueMajors')}条。`, `${of('overdue')} are overdue${share}; ${of('overdueOver30')} of them by more than 30 days, ${of('overdueMajors')} of them major.`), 'overdue', 'open', 'overdueOver30', 'overdueMajors'),
    say(pick(`自${instantText(voice, facts.since)}以来新增逾期${countText(facts.listTotals['newly-overdue'] ?? 0)}条。挂牌督办${of('listed')}条。`, `Since ${instantText(voice, facts.since)} ${countText(facts.listTotals['newly-overdue'] ?? 0)} have newly become overdue. ${of('listed')} are supervised by listing.`), 'overdue', 'listed'),
    ...(unknown === 0 ? [] : [say(pick(`另有${countText(unknown)}条当时的期限没有留下记录，未计入逾期。`, `For ${countText(unknown)} the deadline of the time was not kept; they are not counted as overdue.`), 'deadlinesUnknown')]),
  ]);
}

function majors(voice: Voice, { lists }: BulletinContent): BriefingSection {
  const { pick, facts } = voice;
  const of = (id: FigureId): string => number(voice, id);
  const bound = figureOf(voice, 'majorBound');
  const none = figureOf(voice, 'majors').numerator === 0;
  const rate = figureOf(voice, 'majorRate');
  const sentences = none
    ? [
        bound.value === null
          ? say(pick(`本期核实认定${of('verified')}条，其中没有重大隐患；条数太少，不作推断。`, `Of ${of('verified')} verified in the period none is major; too few to conclude anything.`), 'majors', 'verified')
          : say(pick(`本期核实认定的${of('verified')}条隐患中没有重大隐患。由此只能说（95%置信）：照现在的排查方式，重大隐患占比低于${shareText(bound.value)}（3÷${of('verified')}）。这是统计上的界限，不是结论，更不是对哪个单位的评价。`, `Of ${of('verified')} hazards verified in the period none is major. All that follows, at 95 % confidence and for the present way of searching, is a share of major hazards below ${shareText(bound.value)} (3 ÷ ${of('verified')}). It is a statistical bound, not a finding, and judges nobody.`), 'majorBound', 'majors', 'verified'),
      ]
    : [say(pick(`本期核实认定重大隐患${of('majors')}条，占核实认定的${rateText(voice, rate)}。`, `In the period ${of('majors')} major hazards were verified, ${rateText(voice, rate)} of all verified.`), 'majors', 'majorRate')];
  const since = instantText(voice, facts.since);
  const total = (list: BulletinList): string => countText(facts.listTotals[list] ?? 0);
  sentences.push(say(pick(`自${since}以来新认定重大隐患${total('major-new')}条，销号${total('major-closed')}条；现未销号${of('openMajors')}条，逐条列于附表。`, `Since ${since} ${total('major-new')} major hazards were newly verified and ${total('major-closed')} closed; the ${of('openMajors')} now open are listed one by one below.`), 'openMajors', 'closedMajors'));
  return section('majors', pick('重大隐患', 'Major hazards'), sentences, [namedTable(voice, 'major-open', lists['major-open'])]);
}

function quality(voice: Voice): BriefingSection {
  const { pick } = voice;
  const rate = (id: FigureId): string => rateText(voice, figureOf(voice, id));
  const hundred = figureOf(voice, 'majorsPerHundred');
  return section('quality', pick('排查质量', 'How well it is searched'), [
    say(pick(`每百家检查检出重大隐患${rateText(voice, hundred)}条。`, `Major hazards per 100 premises inspected: ${rateText(voice, hundred)}.`), 'majorsPerHundred'),
    say(pick(`群众举报查实率${rate('publicVerifiedRate')}；重复隐患率${rate('repeatRate')}；重大隐患中企业自查上报占${rate('selfReportShare')}。`, `Public reports confirmed: ${rate('publicVerifiedRate')}. Repeats: ${rate('repeatRate')}. Major hazards that the enterprises reported themselves: ${rate('selfReportShare')}.`), 'publicVerifiedRate', 'repeatRate', 'selfReportShare'),
  ]);
}

function records(voice: Voice): BriefingSection {
  const { pick } = voice;
  const of = (id: FigureId): string => number(voice, id);
  const incidents = figureOf(voice, 'incidents').numerator;
  return section('records', pick('检查和事故', 'Inspections and incidents'), [
    say(pick(`本期检查${of('inspections')}次，涉及单位${of('premisesInspected')}家。`, `In the period there were ${of('inspections')} inspections of ${of('premisesInspected')} premises.`), 'inspections', 'premisesInspected'),
    incidents === 0
      ? say(pick('本期没有登记的事故和险情。', 'No incident was recorded in the period.'), 'incidents')
      : say(pick(`本期登记事故和险情${of('incidents')}起，死亡${of('deaths')}人，受伤${of('injuries')}人。`, `In the period ${of('incidents')} incidents were recorded, with ${of('deaths')} deaths and ${of('injuries')} injuries.`), 'incidents', 'deaths', 'injuries'),
  ]);
}

function changes(voice: Voice, { lists }: BulletinContent): BriefingSection[] {
  const { pick, facts } = voice;
  const title = pick('与上期相比', 'What changed since the last bulletin');
  const since = [namedTable(voice, 'major-new', lists['major-new']), namedTable(voice, 'major-closed', lists['major-closed']), namedTable(voice, 'newly-overdue', lists['newly-overdue'])];
  const { changes: changed } = facts;
  if (changed === null) return [section('changes', title, [say(pick('此前没有发布过通报，没有可比的数字；下列变化自统计期开始起算。', 'No bulletin was published before this one, so there is nothing to compare with; what is new below counts from the beginning of the period.'))], since)];
  const told: readonly FigureId[] = ['open', 'overdue', 'openMajors'];
  const words = told.flatMap((id) => {
    const figure = changed.figures.find((one) => one.id === id);
    if (figure === undefined || figure.before === null || figure.now === null) return [];
    const difference = figure.now - figure.before;
    const name = pick(...figureNames[id]);
    return [difference === 0 ? pick(`${name}与上期持平`, `${name}: unchanged`) : difference > 0 ? pick(`${name}比上期增加${countText(difference)}条`, `${name}: ${countText(difference)} more`) : pick(`${name}比上期减少${countText(-difference)}条`, `${name}: ${countText(-difference)} fewer`)];
  });
  const previous = numberText(voice, changed.previousNumber);
  return [section('changes', title, [say(pick(`与${previous}通报（截至${instantText(voice, changed.previousCutOff)}）相比：${words.join('，')}。`, `Against ${previous} (as of ${instantText(voice, changed.previousCutOff)}): ${words.join('; ')}.`), ...told)], [changesTable(voice, changed), ...since])];
}

function groups(voice: Voice): BriefingSection[] {
  const { pick } = voice;
  const note = say(pick('按固定次序排列，不作排名；比率与条数并列，条数少的比率波动大。', 'In a fixed order, not a ranking; rates stand beside their counts, for rates of few cases vary widely.'));
  return [
    section('departments', pick('分主管部门', 'By department'), [note], [groupTable(voice, 'departments')]),
    section('areas', pick('分镇街', 'By township'), [note], [groupTable(voice, 'areas')]),
    section('sectors', pick('分行业领域', 'By sector'), [note], [groupTable(voice, 'sectors')]),
    section('cells', pick('主管部门与镇街', 'Department by township'), [], [cellTable(voice)]),
  ];
}

function named(voice: Voice, { lists }: BulletinContent): BriefingSection[] {
  return [section('longest', voice.pick('逾期时间最长的隐患', 'Overdue longest'), [], [namedTable(voice, 'longest-overdue', lists['longest-overdue'])])];
}

function basisOf(voice: Voice, id: FigureId): BriefingBasis[] {
  const figure = voice.facts.figures[id];
  const method = figure === undefined ? undefined : methods[figure.method];
  if (figure === undefined) return [];
  const form = figure.kind === 'rate' ? 'rate' : figure.kind === 'count' ? 'count' : 'text';
  return [{ id, title: voice.pick(...figureNames[id]), text: figure.value === null ? '—' : figureText(voice, figure), value: figure.value, form, numerator: figure.numerator, denominator: figure.denominator, n: figure.n, asOf: figure.asOf, method: figure.method, methodTitle: method === undefined ? figure.method : voice.pick(method.titleZh, method.titleEn), rows: rowsOf(voice.facts, id) }];
}

function footnotes({ pick }: Voice, { auditHash, factsSha256 }: BulletinSummary): string[] {
  return [
    pick('本通报的数字在截止时刻冻结，发布后不再改动；有误的，另发一期更正。网页上点数字打开的是台账现况，与冻结的数字可能不同。', 'The figures are frozen at the cut-off and never changed once published; a mistake is put right by another bulletin. On the page a number opens the rows as they stand now, which may differ from what was frozen.'),
    pick('比率的分母少于10例时不计比率。安委办以外的读者看到的分组表略去少于10例的行，并略去能反推它们的行，以“—”表示；逐条列出的隐患以本人可见范围为限。', 'No rate is given below 10 cases. Readers other than the office see group tables without rows of fewer than 10 cases, nor rows from which these could be worked out, shown as “—”; hazards named one by one are those within the reader’s own scope.'),
    ...(auditHash === null
      ? [pick('草稿没有审计锚，不得外传。', 'A draft has no audit anchor and is not to be passed on.')]
      : [
          pick(`审计锚（发布时审计记录的哈希）：${auditHash}`, `Audit anchor (hash of the audit entry of its publication): ${auditHash}`),
          pick(`数字摘要（SHA-256）：${factsSha256}，已写入该条审计记录。`, `Digest of the figures (SHA-256): ${factsSha256}, written into that entry.`),
          pick('核验：在服务器上运行 anlan -- audit verify --anchor 后接审计锚。审计链完好且含有此锚，说明发布以来没有一条审计记录被改动、删除或截断。', 'To verify: run anlan -- audit verify --anchor on the server, followed by the anchor. A chain that is intact and holds it shows that no audit entry was changed, removed or cut off since.'),
        ]),
  ];
}
