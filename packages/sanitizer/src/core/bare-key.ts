/**
 * Returns a key without case and separators: `employeeNumber`, `employee_number` and `Employee-Number` are
 * one key.
 */
export const bareKey = (key: string): string => key.toLowerCase().replace(/[\W_]/g, '')
