/// Writes requests: the client's side. Every function writes one message to `buffer` and returns its size in bytes, or
/// nil when it does not fit.
public struct SMPRequest {
  /// Version field of the requests: 1 is SMP version 2.
  public var version: UInt8
  /// Sequence number of the next request.
  public var sequence: UInt8

  /// Requests of a version, numbered from `sequence`; the caller counts on.
  public init(version: UInt8 = 1, sequence: UInt8 = 0) {
    self.version = version
    self.sequence = sequence
  }

  /// Any request; `payload` writes its map.
  public func write(
    _ operation: SMPOperation, group: UInt16, command: UInt8, to buffer: UnsafeMutableBufferPointer<UInt8>,
    payload: (inout CBORWriter) -> Void
  ) -> Int? {
    guard buffer.count > SMPHeader.size else { return nil }
    var writer = CBORWriter(UnsafeMutableBufferPointer(rebasing: buffer[SMPHeader.size...]))
    payload(&writer)
    guard !writer.overflowed, writer.count <= 0xFFFF else { return nil }
    SMPHeader(
      version: version, operation: operation, length: UInt16(truncatingIfNeeded: writer.count), group: group,
      sequence: sequence, command: command
    ).write(to: buffer)
    return SMPHeader.size &+ writer.count
  }

  /// Asks for `text` (UTF-8) back.
  public func echo(_ text: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    write(.write, group: SMPGroup.os, command: OSCommand.echo, to: buffer) {
      $0.map(1)
      $0.text("d")
      $0.text(text)
    }
  }

  /// Asks for buffer sizes.
  public func parameters(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    write(.read, group: SMPGroup.os, command: OSCommand.parameters, to: buffer) { $0.map(0) }
  }

  /// Asks for a reset; `bootMode` 1 into the bootloader.
  public func reset(
    force: Bool = false, bootMode: UInt8? = nil, to buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    write(.write, group: SMPGroup.os, command: OSCommand.reset, to: buffer) {
      $0.map((force ? 1 : 0) + (bootMode == nil ? 0 : 1))
      if force {
        $0.text("force")
        $0.unsigned(1)
      }
      if let bootMode {
        $0.text("boot_mode")
        $0.unsigned(UInt64(bootMode))
      }
    }
  }

  /// Asks for the time.
  public func readDateTime(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    write(.read, group: SMPGroup.os, command: OSCommand.dateTime, to: buffer) { $0.map(0) }
  }

  /// Sets the time.
  public func writeDateTime(_ value: DateTime, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    write(.write, group: SMPGroup.os, command: OSCommand.dateTime, to: buffer) {
      $0.map(1)
      $0.text("datetime")
      var text = $0.beginText()
      value.write(to: &text)
      $0.endText(text)
    }
  }

  /// Asks for information; `format` is made of the letters of `InfoField`, or `a` for all.
  public func info(format: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    write(.read, group: SMPGroup.os, command: OSCommand.info, to: buffer) {
      $0.map(1)
      $0.text("format")
      $0.text(format)
    }
  }

  /// Asks for the names of the groups of statistics.
  public func statisticsList(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    write(.read, group: SMPGroup.statistics, command: StatisticsCommand.list, to: buffer) { $0.map(0) }
  }

  /// Asks for one group of statistics by its name (UTF-8).
  public func statistics(
    _ name: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    write(.read, group: SMPGroup.statistics, command: StatisticsCommand.group, to: buffer) {
      $0.map(1)
      $0.text("name")
      $0.text(name)
    }
  }
}
