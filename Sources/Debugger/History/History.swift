import Session

/// The debugger's way back: states and events by instruction and time.
typealias History = StateHistory<Position, Counters>
