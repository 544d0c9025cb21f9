import { describe, expect, it } from '@jest/globals';
import { understood } from './contexts.js';

describe('a person who is asked for', () => {
  it('in order to cancel is a notice, too', () => {
    for (const text of ['quiero hablar con alguien para cancelar', 'páseme con una persona, quiero cancelar'])
      expect(understood(text)).toBe('INTENT service_cancellation');
    expect(understood('quiero hablar con una persona')).toBe('person');
    expect(understood('quiero hablar con alguien de mi factura')).toBe('person');
  });
});
