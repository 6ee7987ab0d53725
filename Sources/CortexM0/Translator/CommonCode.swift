/// What all blocks share: the way in, the ways out, and calls of helpers.
struct CommonCode {
  /// Called as a C function of the context and the address of a slot.
  let enter: UnsafeRawPointer
  /// What slots without a block hold.
  let untranslated: UnsafeRawPointer
  let interpreted: UnsafeRawPointer
  let absent: UnsafeRawPointer
  /// The ways out of a block, jumped to by `Emitter.leave`.
  let leaveForBudget: UnsafeRawPointer
  let leaveForInterpreter: UnsafeRawPointer
  /// Calls of the helpers, by `Emitter.load` and `Emitter.store`.
  let load: UnsafeRawPointer
  let store: UnsafeRawPointer
}
