/** The time at which a piece says that the ticket was resolved. */
export const RESOLVED = "COALESCE(resolved_at, CASE WHEN status = 'resolved' THEN ts END)"
