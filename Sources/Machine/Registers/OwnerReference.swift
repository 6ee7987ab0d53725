/// A bank's block, called without counting references: an existential reference would be retained at every access.
struct OwnerReference {
  private let block: UnsafeRawPointer
  private let type: any Peripheral.Type

  init(_ owner: any Peripheral) {
    block = UnsafeRawPointer(Unmanaged.passUnretained(owner as AnyObject).toOpaque())
    type = Swift.type(of: owner)
  }

  var peripheral: any Peripheral { type.peripheral(block) }

  @inline(__always)
  func registerValue(_ offset: UInt32) -> UInt32 { type.value(block, offset) }

  @inline(__always)
  func registerRead(_ offset: UInt32, _ width: Int) { type.read(block, offset, width) }

  @inline(__always)
  func registerWritten(_ offset: UInt32, _ value: UInt32, _ old: UInt32, _ width: Int) {
    type.written(block, offset, value, old, width)
  }
}

extension Peripheral {
  fileprivate static func peripheral(_ block: UnsafeRawPointer) -> any Peripheral {
    Unmanaged<Self>.fromOpaque(block).takeUnretainedValue()
  }

  fileprivate static func value(_ block: UnsafeRawPointer, _ offset: UInt32) -> UInt32 {
    Unmanaged<Self>.fromOpaque(block)._withUnsafeGuaranteedRef { $0.registerValue(offset) }
  }

  fileprivate static func read(_ block: UnsafeRawPointer, _ offset: UInt32, _ width: Int) {
    Unmanaged<Self>.fromOpaque(block)._withUnsafeGuaranteedRef { $0.registerRead(offset, width: width) }
  }

  fileprivate static func written(
    _ block: UnsafeRawPointer, _ offset: UInt32, _ value: UInt32, _ old: UInt32, _ width: Int
  ) {
    Unmanaged<Self>.fromOpaque(block)._withUnsafeGuaranteedRef {
      $0.registerWritten(offset, value: value, old: old, width: width)
    }
  }
}
