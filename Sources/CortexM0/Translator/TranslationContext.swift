/// What generated code and the rest of the processor hand each other: byte offsets from R0, behind the seventeen words that
/// every engine uses.
package enum TranslationContext {
  /// Cycles left and cycles beside one an instruction, 64 bits each; in a block the former is less by what `Site.rest` says.
  static let left: Int32 = 72
  static let extra: Int32 = 80
  /// The flags in the form of `InstructionSet.flags`.
  static let flags: Int32 = 88
  /// What a load has found.
  static let value: Int32 = 92
  /// The address of an access, and the `Site`.
  static let address: Int32 = 96
  static let site: Int32 = 104
  /// The entry of the region at which generated code was left, and why (`TranslationExit`).
  static let index: Int32 = 112
  static let exit: Int32 = 116
  /// Pointers: the pages that accesses find without help, the slots of the region, the helpers, the processor.
  static let pages: Int32 = 120
  static let slots: Int32 = 128
  package static let loadHelper: Int32 = 136
  package static let storeHelper: Int32 = 144
  static let processor: Int32 = 152
  /// A pointer: the pages whose words may have to be waited for.
  static let timedPages: Int32 = 160
  /// A pointer: the pages with code beside which stores may be.
  static let codePages: Int32 = 168
  /// Words in all.
  static let words = 44
}
