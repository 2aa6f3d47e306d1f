import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** One condition of a query and the values it binds. Lists are bound as one JSON text, so that the text stays the same. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export const condition = (sql: string, ...values: readonly SQLInputValue[]): Condition => ({ sql, values });

/** One allowed value is asked for as such, so that an index that begins with the column gives the rows in order. */
export function isOneOf(column: string, allowed: readonly string[]): Condition {
  const [only, ...more] = allowed;
  if (only !== undefined && more.length === 0) return condition(`${column} = ?`, only);
  return condition(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(allowed));
}

/** Joins conditions that must all hold; there is always at least the tenant's. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

/**
 * Prepares each text once. The texts are made from our own conditions and never from input, so there are only as many as
 * combinations of filters.
 */
export function statementsOf(db: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/** A moment as the log writes it, so that comparing texts compares moments. Throws for what is no moment. */
export const asLogTime = (moment: string): string => new Date(moment).toISOString();
