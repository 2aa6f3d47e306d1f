import { customer, manager } from '../testing/read-model-scene.ts';
import { decodePosition, encodePosition, startToken } from './positions.ts';
import { UnknownPosition } from './read-model.ts';

describe('a position token', () => {
  it.each([manager, customer])('gives back the place it was made from, and orders as text', (viewer) => {
    const places = [0, 1, 9, 10, 99, 100, 12_345, Number.MAX_SAFE_INTEGER];
    const tokens = places.map((place) => encodePosition(viewer, place));
    expect(tokens.map((token) => decodePosition(viewer, token))).toEqual(places);
    expect([...tokens].sort()).toEqual(tokens);
  });

  it('begins at the start', () => {
    expect(decodePosition(manager, startToken(manager))).toBe(0);
    expect(decodePosition(customer, startToken(customer))).toBe(0);
    expect(decodePosition(manager, '0')).toBe(0);
    expect(decodePosition(customer, '0')).toBe(0);
  });

  it.each([
    '',
    '1',
    '-000000000000001',
    '00000000000000.1',
    '00000000000000001',
    ' 000000000000001',
    '9999999999999999',
    'x0000000000000001',
  ])('refuses %j', (token) => {
    expect(() => decodePosition(manager, token)).toThrow(UnknownPosition);
    expect(() => decodePosition(customer, `c${token}`)).toThrow(UnknownPosition);
  });

  it("invariant 3: refuses a manager's token from a customer and the other way round", () => {
    expect(() => decodePosition(customer, encodePosition(manager, 7))).toThrow(UnknownPosition);
    expect(() => decodePosition(manager, encodePosition(customer, 7))).toThrow(UnknownPosition);
  });
});
