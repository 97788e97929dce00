import type { Stage } from '../../api/model.ts';
import { groupBy } from '../../browser/groups.ts';


/** A stage and how deep it is nested; the order is that of the pipeline. */
export interface StageRow {
  readonly stage: Stage;
  readonly depth: number;
  /** How many stages before it have the same name and kind: tells them apart in the log. */
  readonly occurrence: number;
}

/**
 * Stages as rows, each below the one that encloses it. A branch that holds nothing but a stage of its own name is left out:
 * declarative parallel stages are both. What encloses a stage that is not in the list counts as the top.
 */
export function stageRows(stages: readonly Stage[]): readonly StageRow[] {
  const known = new Set(stages.map((stage) => stage.step));
  const children = groupBy(
    stages.toSorted((a, b) => a.step - b.step),
    (stage) => (known.has(stage.parent) && stage.parent !== stage.step ? stage.parent : 0),
  );
  const seen = new Map<string, number>();
  const rows: StageRow[] = [];
  const below = (parent: number, depth: number): void => {
    for (const stage of children.get(parent) ?? []) {
      const inner = children.get(stage.step) ?? [];
      const twin = stage.kind === 'branch' && inner.length === 1 && inner[0]?.kind === 'stage' && inner[0].name === stage.name;
      const key = `${stage.kind} ${stage.name}`;
      const occurrence = seen.get(key) ?? 0;
      seen.set(key, occurrence + 1);
      if (!twin) rows.push({ stage, depth, occurrence });
      below(stage.step, twin ? depth : depth + 1);
    }
  };
  below(0, 0);
  return rows;
}

/** The line with which a stage opens in the log. */
export function markerOf(stage: Stage): string {
  return stage.kind === 'branch' ? `[Pipeline] { (Branch: ${stage.name})` : `[Pipeline] { (${stage.name})`;
}

/** Where in the whole time of a run a stage was, as shares from 0 to 1. Times are milliseconds of the epoch. */
export function span(stage: Stage, from: number, to: number): { readonly left: number; readonly width: number } {
  const whole = Math.max(1, to - from);
  const start = clamp((Date.parse(stage.startedAt) - from) / whole);
  const end = clamp(((stage.finishedAt === undefined ? to : Date.parse(stage.finishedAt)) - from) / whole);
  return { left: start, width: Math.max(0, end - start) };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
