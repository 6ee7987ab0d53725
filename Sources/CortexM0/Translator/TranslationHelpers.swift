import Machine

/// What generated code calls: accesses that `DirectPages` does not serve. They come back with 0 to go on in the block, the value
/// of a load in the context, and with 1 where the block has to be left, everything in the context.
enum TranslationHelpers {
  private typealias Helper = @convention(c) (UnsafeMutableRawPointer) -> Int32

  /// Has generated code call them for a processor.
  static func serve(_ context: UnsafeMutableRawPointer, of processor: CPU) {
    context.storeBytes(of: load, toByteOffset: Int(TranslationContext.loadHelper), as: Helper.self)
    context.storeBytes(of: store, toByteOffset: Int(TranslationContext.storeHelper), as: Helper.self)
    context.storeBytes(
      of: Unmanaged.passUnretained(processor).toOpaque(), toByteOffset: Int(TranslationContext.processor),
      as: UnsafeMutableRawPointer.self)
  }

  private static let load: Helper = { context in
    serve(context) { processor, region, changes in processor.loadForBlock(context, region, changes) }
  }

  private static let store: Helper = { context in
    serve(context) { processor, region, changes in processor.storeForBlock(context, region, changes) }
  }

  /// Has the processor that a block is executed by do something. Nothing is counted: that one keeps what it executes.
  @inline(__always)
  private static func serve(
    _ context: UnsafeMutableRawPointer, _ action: (CPU, CodeRegion, UnsafeMutablePointer<Int>) -> Int32
  ) -> Int32 {
    let processor = context.load(fromByteOffset: Int(TranslationContext.processor), as: UnsafeMutableRawPointer.self)
    return Unmanaged<CPU>.fromOpaque(processor)._withUnsafeGuaranteedRef { processor in
      guard let present = processor.present, let translating = processor.translating else { return 1 }
      let changes = translating._withUnsafeGuaranteedRef { $0.changes }
      return present._withUnsafeGuaranteedRef { action(processor, $0, changes) }
    }
  }
}

extension CPU {
  /// What is loaded, in the context; the register itself is generated code's to load, but where the block is left.
  @inline(__always)
  fileprivate func loadForBlock(
    _ context: UnsafeMutableRawPointer, _ region: CodeRegion, _ changes: UnsafeMutablePointer<Int>
  ) -> Int32 {
    let address = context.load(fromByteOffset: Int(TranslationContext.address), as: UInt32.self)
    let site = Site(context.load(fromByteOffset: Int(TranslationContext.site), as: UInt64.self))
    let (left, extra) = time(context, site)
    let before = changes.pointee
    var value: UInt32
    let page = Int(address >> 12)
    if pageKinds[page] != PageKind.none, address & UInt32(truncatingIfNeeded: site.width &- 1) == 0,
      let bytes = bus.readPages[page]
    {
      value = Bus.load(bytes, Int(address & 0xFFF), site.width)
      slowWait = Int(bus.waitStates[page])
      remaining = left
    } else {
      value = slowRead(address, site.width, left, extra, region.entries + site.index + 1)
      if abort != nil { return abortBlock(context, site, extra) }
    }
    if site.isSigned {
      let shift = Int32(truncatingIfNeeded: 32 &- 8 &* site.width)
      value = UInt32(bitPattern: (Int32(bitPattern: value) &<< shift) &>> shift)
    }
    context.storeBytes(of: value, toByteOffset: Int(TranslationContext.value), as: UInt32.self)
    guard leavesBlock(context, site, left, extra, hasChanged: changes.pointee != before) else { return 0 }
    r[site.register] = value
    return 1
  }

  @inline(__always)
  fileprivate func storeForBlock(
    _ context: UnsafeMutableRawPointer, _ region: CodeRegion, _ changes: UnsafeMutablePointer<Int>
  ) -> Int32 {
    let address = context.load(fromByteOffset: Int(TranslationContext.address), as: UInt32.self)
    let site = Site(context.load(fromByteOffset: Int(TranslationContext.site), as: UInt64.self))
    let value = r[site.register]
    let (left, extra) = time(context, site)
    let before = changes.pointee
    let page = Int(address >> 12)
    if pageKinds[page] != PageKind.none, address & UInt32(truncatingIfNeeded: site.width &- 1) == 0,
      bus.writePages[page] != nil
    {
      bus.write(address, width: site.width, value: value)
      slowWait = Int(bus.waitStates[page])
      remaining = left
    } else {
      slowWrite(address, site.width, value, left, extra, region.entries + site.index + 1)
      if abort != nil { return abortBlock(context, site, extra) }
    }
    let hasChanged = changes.pointee != before && !PlantedBug.isPlanted(16)
    return leavesBlock(context, site, left, extra, hasChanged: hasChanged) ? 1 : 0
  }

  /// The cycles left at the beginning of an access, and the extra ones.
  @inline(__always)
  private func time(_ context: UnsafeMutableRawPointer, _ site: Site) -> (left: Int, extra: Int) {
    (
      context.load(fromByteOffset: Int(TranslationContext.left), as: Int.self) &+ site.rest &- Timing.simple,
      context.load(fromByteOffset: Int(TranslationContext.extra), as: Int.self) &+ site.extra
    )
  }

  /// The instruction did not happen, but its cycle did.
  private func abortBlock(_ context: UnsafeMutableRawPointer, _ site: Site, _ extra: Int) -> Int32 {
    leave(context, at: site.index, .aborted, remaining, extra &+ (PlantedBug.isPlanted(17) ? 0 : 1))
    return 1
  }

  /// Takes the time of an access off, `left` and `extra` being those before it; whether the block is left behind it, as the rest no
  /// longer fits, or may be another one now.
  private func leavesBlock(
    _ context: UnsafeMutableRawPointer, _ site: Site, _ left: Int, _ extra: Int, hasChanged: Bool
  ) -> Bool {
    let inBlock =
      context.load(fromByteOffset: Int(TranslationContext.left), as: Int.self) &+ remaining &- left &- slowWait
    if hasChanged || !site.isLast && inBlock <= (PlantedBug.isPlanted(18) ? -2 : 0) {
      let cost = Timing.access &- Timing.simple &+ slowWait
      leave(context, at: site.index + 1, .interrupted, remaining &- cost, extra &+ cost)
      return true
    }
    context.storeBytes(of: inBlock, toByteOffset: Int(TranslationContext.left), as: Int.self)
    let before = context.load(fromByteOffset: Int(TranslationContext.extra), as: Int.self)
    let waited = PlantedBug.isPlanted(19) ? 0 : slowWait
    context.storeBytes(of: before &+ waited, toByteOffset: Int(TranslationContext.extra), as: Int.self)
    return false
  }

  private func leave(
    _ context: UnsafeMutableRawPointer, at index: Int, _ exit: TranslationExit, _ left: Int, _ extra: Int
  ) {
    context.storeBytes(
      of: UInt32(truncatingIfNeeded: index), toByteOffset: Int(TranslationContext.index), as: UInt32.self)
    context.storeBytes(of: exit.rawValue, toByteOffset: Int(TranslationContext.exit), as: UInt32.self)
    context.storeBytes(of: left, toByteOffset: Int(TranslationContext.left), as: Int.self)
    context.storeBytes(of: extra, toByteOffset: Int(TranslationContext.extra), as: Int.self)
  }
}

extension Opcode {
  /// Bytes of a load or store of one register.
  var accessWidth: Int {
    switch self {
    case .loadWord, .loadWordIndexed, .storeWord, .storeWordIndexed: 4
    case .loadHalf, .loadHalfIndexed, .loadSignedHalfIndexed, .storeHalf, .storeHalfIndexed: 2
    default: 1
    }
  }
}
