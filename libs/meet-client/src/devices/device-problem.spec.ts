import type { Device } from '../generated/operations.ts';
import { deviceProblemOf } from './device-problem.ts';

describe('why there is no device', () => {
  const reasonOf = (device: Device, name: string, message = '') =>
    deviceProblemOf(device, new DOMException(message, name)).reason;

  it.each([
    ['MICROPHONE', 'NotAllowedError', 'Permission denied', 'permission-refused'],
    ['CAMERA', 'NotAllowedError', 'Permission dismissed', 'permission-refused'],
    ['MICROPHONE', 'NotFoundError', 'Requested device not found', 'no-such-device'],
    ['CAMERA', 'OverconstrainedError', '', 'no-such-device'],
    ['CAMERA', 'NotReadableError', 'Could not start video source', 'in-use'],
    ['CAMERA', 'AbortError', 'Starting videoinput failed', 'in-use'],
    ['MICROPHONE', 'SecurityError', '', 'not-supported'],
    ['SCREEN', 'NotSupportedError', '', 'not-supported'],
    ['SCREEN', 'InvalidStateError', 'getDisplayMedia() requires transient activation', 'needs-a-click'],
    ['SCREEN', 'NotAllowedError', 'Permission denied by user', 'cancelled'],
    ['SCREEN', 'NotAllowedError', 'The request is not allowed by the user agent', 'cancelled'],
    ['SCREEN', 'NotAllowedError', 'Permission denied by system', 'permission-refused'],
    [
      'SCREEN',
      'NotAllowedError',
      'Access to the feature "display-capture" is disallowed by permissions policy.',
      'not-supported',
    ],
    ['CAMERA', 'DataError', '', 'unknown'],
  ] as const)('R36: of %s, %s "%s" is %s', (device, name, message, reason) => {
    expect(reasonOf(device, name, message)).toBe(reason);
  });

  it('is told of whatever a browser throws, and keeps it for logs', () => {
    expect(deviceProblemOf('SCREEN', new TypeError('getDisplayMedia is not a function'))).toEqual({
      reason: 'not-supported',
      device: 'SCREEN',
      error: expect.any(TypeError),
    });
    expect(deviceProblemOf('CAMERA', 'thrown')).toEqual({ reason: 'unknown', device: 'CAMERA', error: 'thrown' });
  });
});
