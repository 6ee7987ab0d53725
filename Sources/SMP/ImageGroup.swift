/// Command numbers of the image group (Zephyr documentation, "Application/software Image Management Group").
public enum ImageCommand {
  /// Read which images there are; write `{"hash": bytes, "confirm": bool}`.
  public static let state: UInt8 = 0
  /// Write `{"off": n, "data": bytes}`, at offset 0 also `len`, and if wanted `sha`, `image` and `upgrade`.
  public static let upload: UInt8 = 1
  /// Write `{"slot": n}`, 1 when left out.
  public static let erase: UInt8 = 5
  /// Read the slots' sizes.
  public static let slotInfo: UInt8 = 6
}

/// Errors of the image group.
public enum ImageError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// The flash map does not know the slot.
  case flashConfiguration = 2
  /// There is no image in the slot.
  case noImage = 3
  /// The image has no TLVs.
  case noTLVs = 4
  /// A TLV is malformed.
  case invalidTLV = 5
  /// More than one hash.
  case multipleHashes = 6
  /// A TLV's size is wrong.
  case invalidTLVSize = 7
  /// No image has this hash.
  case hashNotFound = 8
  /// The slot to be written is in use.
  case noFreeSlot = 9
  /// The slot could not be opened.
  case openFailed = 10
  /// It could not be read.
  case readFailed = 11
  /// It could not be written.
  case writeFailed = 12
  /// It could not be erased.
  case eraseFailed = 13
  /// There is no such slot.
  case invalidSlot = 14
  /// Out of memory.
  case noMemory = 15
  /// The flash is already in use for this.
  case contextAlreadySet = 16
  /// The flash was not prepared.
  case contextNotSet = 17
  /// There is no such flash.
  case noFlashDevice = 18
  /// A page's offset is wrong.
  case invalidPageOffset = 19
  /// `off` is missing.
  case invalidOffset = 20
  /// `len` is missing.
  case invalidLength = 21
  /// The first piece is shorter than an image's header.
  case shortHeader = 22
  /// It does not begin as an image does.
  case invalidMagic = 23
  /// `hash` is missing or has not as many bytes as a SHA-256, SHA-384 or SHA-512.
  case invalidHash = 24
  /// The image is made for another address.
  case invalidAddress = 25
  /// The running image's version is not known.
  case noVersion = 26
  /// The running image is not older.
  case currentIsNewer = 27
  /// Another image waits to be started, or to be confirmed.
  case alreadyPending = 28
  /// Its vectors are wrong.
  case invalidVectors = 29
  /// It does not fit into the slot.
  case tooLarge = 30
  /// More data than announced.
  case dataOverrun = 31
  /// This image may not be confirmed.
  case confirmationDenied = 32
  /// The running image cannot be set for a test.
  case testOfActiveDenied = 33

  /// What a version 1 client is told instead.
  public var version1: ManagementError {
    switch self {
    case .noImage, .noTLVs, .hashNotFound: .noEntry
    case .noFreeSlot, .currentIsNewer, .alreadyPending, .confirmationDenied, .testOfActiveDenied: .badState
    case .noMemory, .tooLarge: .noMemory
    case .invalidSlot, .invalidOffset, .invalidLength, .shortHeader, .invalidMagic, .invalidHash, .invalidAddress,
      .invalidVectors, .dataOverrun, .invalidPageOffset:
      .invalid
    default: .unknown
    }
  }
}
