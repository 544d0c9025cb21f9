import { describe, expect, it } from '@jest/globals';
import { read, understood } from './contexts.js';

describe('a person who is asked for', () => {
  it('in order to cancel is a notice, too', () => {
    for (const text of ['quiero hablar con alguien para cancelar', 'páseme con una persona, quiero cancelar'])
      expect([understood(text), read(text).person]).toEqual(['INTENT service_cancellation', true]);
    for (const text of ['quiero hablar con una persona', 'quiero cancelar mi servicio', 'quiero hablar con alguien de mi factura'])
      expect(read(text).person).toBe(false);
  });
});
