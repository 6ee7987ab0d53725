import Boards
import FlashLogic
import Formats
import Images

/// What an image is and where it goes, for `bandbox info`.
public struct ImageInfo: Encodable, Sendable {
  /// A piece of it.
  public struct Segment: Encodable, Sendable {
    /// Where it is loaded, as `0x08000000`.
    public let address: String
    /// Its size in bytes.
    public let bytes: Int
  }

  /// The file.
  public let path: String
  /// The recognised format.
  public let kind: String
  /// What is loaded.
  public let segments: [Segment]
  /// Where the vector table is.
  public let vectorTable: String?
  /// The initial stack pointer.
  public let stackPointer: String?
  /// The reset vector, with its symbol where there is one.
  public let resetVector: String?
  /// What its MCUboot header and records say.
  public let mcuboot: MCUbootInfo?
  /// What else is to be known of how it was recognised.
  public let note: String?
  /// Why it cannot be started, where it cannot.
  public let obstacle: String?
  /// Functions in its symbol table.
  public let functions: Int

  /// Reads and recognises a file for a board, or takes it as bytes for `rawAddress`. Throws one line where it is no image for
  /// that board's chip.
  public init(path: String, on board: BoardModel, rawAddress: UInt32? = nil) throws {
    let image = try LoadedImage.image(path: path, for: board.memoryMap, rawAddress: rawAddress)
    self.path = path
    kind = image.kind.rawValue
    note = image.note
    segments = image.segments.map { Segment(address: Hex.word($0.address), bytes: $0.bytes.count) }
    functions = image.symbols.functions.count
    mcuboot = image.mcuboot.map { MCUbootInfo($0, in: image) }
    do throws(ImageError) {
      if image.isForSlot { _ = try image.slotSegments() }
      let layout = image.isForSlot ? image.slotLayout(startedBy: .bootloader) : try image.bootLayout()
      guard image.kind != .flashDump || image.dialogHeader != nil || !image.map.hasDialogBoot else {
        (vectorTable, stackPointer, resetVector, obstacle) = (nil, nil, nil, nil)
        return
      }
      let fault = image.mcuboot == nil ? nil : BootCheck.fault(of: image.slotContents, at: image.bootPlace)
      obstacle = fault.map { "\($0.text)" } ?? image.missingStart.map { "\($0.found), expected \($0.expected)" }
      // What is packed has its vectors inside.
      guard image.mcuboot?.hasVectorTable != false else {
        (vectorTable, stackPointer, resetVector) = (nil, nil, nil)
        return
      }
      vectorTable = Hex.word(layout.vectorTable)
      stackPointer = Hex.word(layout.stackPointer)
      let name = image.symbols.name(at: layout.resetVector).map { "  \($0)" } ?? ""
      resetVector = Hex.word(layout.resetVector) + name
    } catch {
      (vectorTable, stackPointer, resetVector) = (nil, nil, nil)
      obstacle = error.description
    }
  }

  /// The same for people.
  public var text: String {
    var lines = ["\(path): \(kind)"]
    for segment in segments { lines.append("  loads    \(segment.bytes) bytes at \(segment.address)") }
    if let mcuboot { lines += mcuboot.lines }
    if let vectorTable { lines.append("  vectors  \(vectorTable)") }
    if let stackPointer { lines.append("  SP       \(stackPointer)") }
    if let resetVector { lines.append("  reset    \(resetVector)") }
    if functions > 0 { lines.append("  symbols  \(functions) functions") }
    if let note { lines.append("  note     \(note)") }
    if let obstacle { lines.append("  cannot be started: \(obstacle)") }
    return lines.joined(separator: "\n")
  }
}

extension Image {
  /// Where the bootloader wants it to have its vectors and its stack.
  fileprivate var bootPlace: BootCheck.Place {
    BootCheck.Place(slot: map.slots?.first ?? map.flash.base, ram: map.stacks)
  }
}
