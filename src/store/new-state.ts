import type { EngineState } from '../engine/state.js';

/** What the engine keeps of a conversation that has just begun. Stores cannot import the engine; the contract suite compares the two. */
export const NEW_STATE: EngineState = { frames: [], calls: [], timers: [], parked: [], facts: {}, misread: 0, past: [], met: false };
