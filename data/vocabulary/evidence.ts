// At which steps is a picture shown as evidence, and what may be odd about one?
import { type CodeList, entriesOf } from './code-list.ts';

export const evidenceStages: CodeList = {
  id: 'evidence-stages',
  zh: '取证环节',
  en: 'Evidence stage',
  entries: entriesOf([
    ['found', '发现时', 'When found', 'D'],
    ['rectified', '整改后', 'When rectified', 'D'],
    ['reviewed', '复查时', 'At the re-check', 'D'],
  ]),
};

/** Remarks for the one who judges, never verdicts: a picture with a remark is kept and shown like any other. */
export const evidenceFindings: CodeList = {
  id: 'evidence-findings',
  zh: '照片疑点',
  en: 'Remark on a picture',
  entries: entriesOf([
    ['no-place', '无位置', 'No place', 'D', { noteZh: '照片和上传设备均未给出拍摄位置。', noteEn: 'Neither the picture nor the device told where it was taken.' }],
    ['vague-place', '位置不准', 'Vague place', 'D', { noteZh: '定位误差超过规定值。', noteEn: 'The position is less accurate than the rule asks for.' }],
    ['far-from-site', '远离现场', 'Far from the site', 'D', { noteZh: '拍摄位置与隐患点位、单位边界的距离（扣除定位误差）均超过规定值。照片若按GCJ-02记录位置，会偏移约500米。', noteEn: 'Farther from both the hazard and its site than the rule allows, the error of the position taken off. A picture that states GCJ-02 is about 500 m out.' }],
    ['no-time', '无拍摄时间', 'No time', 'D', { noteZh: '照片和上传设备均未给出拍摄时间。', noteEn: 'Neither the picture nor the device told when it was taken.' }],
    ['old-picture', '旧照片', 'Old picture', 'D', { noteZh: '拍摄时间早于收到时间超过规定值。', noteEn: 'Taken longer before it was received than the rule allows.' }],
    ['future-picture', '拍摄时间在后', 'Taken in the future', 'D', { noteZh: '拍摄时间晚于收到时间：设备时钟不准或被改动。', noteEn: 'Taken after it was received: the clock of the device is wrong or was changed.' }],
    ['featureless', '画面无内容', 'Shows nothing', 'D', { noteZh: '画面几乎是单一颜色（镜头被遮挡、全黑），无法与其他照片比对。', noteEn: 'Nearly one colour (lens covered, dark): it cannot be compared with other pictures.' }],
    ['reused', '疑似重复使用', 'Reused', 'D', { noteZh: '与另一隐患的照片几乎相同。', noteEn: 'Nearly the same as a picture of another hazard.' }],
    ['unchanged', '与前一环节雷同', 'Unchanged', 'D', { noteZh: '与同一隐患另一环节的照片几乎相同。', noteEn: 'Nearly the same as a picture of this hazard at another stage.' }],
  ]),
};
