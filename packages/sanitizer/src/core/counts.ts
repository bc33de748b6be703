/**
 * Findings as the envelope carries them (`context.redactions`): `email:1,phone:2`, by name, at most 32
 * pairs.
 */
export const formatCounts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort()
    .slice(0, 32)
    .map((pair) => pair.join(':'))
    .join()
