import type { Vars } from '../../src/engine/flow.js';
import type { Slot } from './effects.js';

/** A visit's date, shift and hours as messages name them: `slotDate`, `shift`, `from`, `to`. */
export const slotVars = ({ date, shift, from, to }: Slot): Vars => ({ slotDate: date, shift, from, to });
