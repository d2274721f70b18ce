// Figures of one run, side by side with what they should be.

export interface Row {
  what: string;
  target: string;
  figure: string;
  holds: boolean;
}

export function median(times: readonly number[]): number {
  return percentile(times, 0.5);
}

/** The time that so large a part of all stays below or at. */
export function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const time = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (time === undefined) throw new Error('nothing was measured');
  return time;
}

export function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length), 10);
  console.log(`\n  ${'In the browser'.padEnd(width)}  target    measured`);
  for (const { what, target, figure, holds } of rows) {
    console.log(`  ${what.padEnd(width)}  ${target.padEnd(8)}  ${figure}   ${holds ? 'within' : 'OVER'}`);
  }
}
