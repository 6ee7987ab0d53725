import CJIT

/// Memory for generated code: written at one address, executed at another.
final class CodeBuffer {
  /// Room for the code of a whole megabyte of flash.
  static let size = 16 << 20

  private let mapped: cjit_buffer
  /// Bytes used.
  private(set) var used = 0

  /// `nil` where the host does not allow it.
  init?() {
    mapped = cjit_map(Self.size)
    if mapped.writable == nil { return nil }
  }

  deinit { cjit_unmap(mapped) }

  /// Where to write next, and how much room there is.
  var free: UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(start: mapped.writable + used, count: mapped.size - used)
  }

  /// The address at which what is written next is executed.
  var nextAddress: UnsafeRawPointer { UnsafeRawPointer(mapped.executable + used) }

  /// Takes `count` bytes that were written, rounded up to where the next block begins.
  func take(_ count: Int) { used += (count + 15) & ~15 }

  /// These bytes where they are executed.
  func executable(_ bytes: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: mapped.executable + bytes.lowerBound, count: bytes.count)
  }

  /// Has the processor execute what was written to these bytes, where it does not see that by itself.
  func publish(_ bytes: Range<Int>) { cjit_publish(mapped.executable + bytes.lowerBound, bytes.count) }

  /// Gives back all but the first `count` bytes.
  func truncate(to count: Int) { used = count }
}
