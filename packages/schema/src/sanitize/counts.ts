/** Findings as the envelope carries them (`context.redactions`): `email:1,phone:2`, by name, at most 32 pairs. */
export function formatCounts(counts: Readonly<Record<string, number>>): string {
  return Object.keys(counts)
    .filter((rule) => /^[a-z][a-z0-9_]{0,31}$/.test(rule) && (counts[rule] ?? 0) > 0)
    .sort()
    .slice(0, 32)
    .map((rule) => `${rule}:${Math.min(999_999, Math.floor(counts[rule] ?? 0))}`)
    .join(',')
}
