import type { Viewer } from '../viewer.ts';
import { authorisationScope, unnamedViewer } from './authorisation-scope.ts';

const ROLES = ['manager', 'customer', 'integrator', 'analyst'] as const;
const somebody = (role: Viewer['role'], id: string, channelId = 'shop'): Viewer => ({ channelId, role, id });

describe('the scope that an execution may be shared in', () => {
  it('is never that of another channel or role', () => {
    const scopes = ['shop', 'shop2', 'shop","manager'].flatMap((channelId) =>
      ROLES.map((role) => authorisationScope(somebody(role, 'same', channelId))),
    );
    expect(new Set(scopes).size).toBe(scopes.length);
  });

  it('is a customer’s alone', () => {
    expect(authorisationScope(somebody('customer', 'c-1'))).not.toBe(authorisationScope(somebody('customer', 'c-2')));
    expect(authorisationScope(somebody('customer', 'c-1'))).toBe(authorisationScope(somebody('customer', 'c-1')));
  });

  it('is that of all staff of a role, as long as nobody looks at who they are', () => {
    for (const role of ['manager', 'integrator', 'analyst'] as const)
      expect(authorisationScope(somebody(role, 'a'))).toBe(authorisationScope(somebody(role, 'b')));
  });
});

describe('a viewer who is nobody in particular', () => {
  it.each<[string, (viewer: Viewer) => unknown]>([
    ['reading the id', ({ id }) => id],
    ['copying', (viewer) => ({ ...viewer })],
    ['writing it out', (viewer) => JSON.stringify(viewer)],
    ['naming the request', ({ correlationId }) => correlationId],
  ])('notices %s, and is nobody all the same', (_how, look) => {
    const { viewer, wasAsked } = unnamedViewer(somebody('manager', 'm-1'));
    expect([viewer.channelId, viewer.role, wasAsked()]).toEqual(['shop', 'manager', false]);
    expect(JSON.stringify(look(viewer))).not.toMatch('m-1');
    expect(wasAsked()).toBe(true);
  });
});
