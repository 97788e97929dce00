import { expect, it } from 'vitest';
import type { Stage } from '../../api/model.ts';
import { markerOf, span, stageRows } from './stageTree.ts';

const stage = (step: number, parent: number, name: string, kind: Stage['kind'] = 'stage'): Stage => ({
  step,
  parent,
  kind,
  name,
  startedAt: '2026-01-01T00:00:10Z',
  finishedAt: '2026-01-01T00:00:20Z',
});
const shown = (stages: readonly Stage[]): readonly string[] => stageRows(stages).map(({ stage: { name }, depth }) => `${depth} ${name}`);

it('puts stages below the one that encloses them, in the order of the pipeline', () => {
  expect(shown([stage(9, 5, 'Inner'), stage(2, 0, 'Build'), stage(5, 0, 'Check'), stage(12, 0, 'Deploy')])).toEqual([
    '0 Build',
    '0 Check',
    '1 Inner',
    '0 Deploy',
  ]);
});

it('shows a branch and the one stage of the same name in it as one', () => {
  expect(shown([stage(2, 0, 'Check'), stage(3, 2, 'Unit', 'branch'), stage(4, 3, 'Unit'), stage(5, 4, 'Deep'), stage(6, 2, 'loose', 'branch')])).toEqual([
    '0 Check',
    '1 Unit',
    '2 Deep',
    '1 loose',
  ]);
});

it('shows stages whose parent is unknown, or they themselves, at the top', () => {
  expect(shown([stage(4, 3, 'Orphan'), stage(6, 6, 'Own')])).toEqual(['0 Orphan', '0 Own']);
});

it('tells stages of the same name apart', () => {
  expect(stageRows([stage(2, 0, 'Test'), stage(5, 0, 'Test')]).map((row) => row.occurrence)).toEqual([0, 1]);
});

it('knows the lines with which stages and branches open', () => {
  expect(markerOf(stage(1, 0, 'Build'))).toBe('[Pipeline] { (Build)');
  expect(markerOf(stage(1, 0, 'linux', 'branch'))).toBe('[Pipeline] { (Branch: linux)');
});

it('places a stage within the time of its run', () => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  expect(span(stage(1, 0, 'x'), from, from + 40_000)).toEqual({ left: 0.25, width: 0.25 });
  const { finishedAt: _, ...open } = stage(1, 0, 'x');
  expect(span(open, from, from + 20_000)).toEqual({ left: 0.5, width: 0.5 });
});
