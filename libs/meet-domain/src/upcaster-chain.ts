/** An event's data as the log gave it back: plain JSON of some version, not yet looked at. */
export type StoredData = Readonly<Record<string, unknown>>;

/** Lifts data by one version. Pure, and total for whatever was ever stored as the lower version. */
export type Upcaster = (data: StoredData) => StoredData;

/** The history of one event type's shape. */
export interface VersionedShape {
  /** What is written today. Always one more than there are upcasters. */
  readonly schemaVersion: number;
  /** The first lifts version 1 to 2, the second 2 to 3, and so on. */
  readonly upcasters: readonly Upcaster[];
}

/** The log holds a type or version that this software does not know: a newer release wrote it. */
export class UnknownEventShape extends Error {
  override readonly name = 'UnknownEventShape';
}

/**
 * Stored data in today's shape: every upcaster from its version on, one after the other. Data of today's version comes back
 * as it is. Throws {@link UnknownEventShape} for a type or version that was never ours.
 */
export function upcastBy(
  catalogue: Readonly<Record<string, VersionedShape>>,
  type: string,
  schemaVersion: number,
  data: StoredData,
): StoredData {
  const shape = Object.hasOwn(catalogue, type) ? catalogue[type] : undefined;
  if (shape?.schemaVersion === schemaVersion) return data;
  if (!shape || !Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > shape.schemaVersion) {
    const known = shape ? `versions 1 to ${shape.schemaVersion} are known` : 'no such type is known';
    throw new UnknownEventShape(
      `${type} version ${schemaVersion} cannot be read: ${known}; run the release that wrote it, or a newer one`,
    );
  }
  return shape.upcasters.slice(schemaVersion - 1).reduce((lifted, upcaster) => upcaster(lifted), data);
}
