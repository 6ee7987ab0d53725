// The band asks nobody: not in firmware.
#if !hasFeature(Embedded)
  extension SMPRequest {
    /// Notifies the wearer with a text (UTF-8), and so many buzzes where a number is given.
    public func notification(
      _ text: UnsafeBufferPointer<UInt8>, buzzes: Int? = nil, to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.write, group: SMPGroup.band, command: BandCommand.notification, to: buffer) {
        $0.map(buzzes == nil ? 1 : 2)
        $0.text("text")
        $0.text(text)
        guard let buzzes else { return }
        $0.text("buzz")
        $0.unsigned(UInt64(max(buzzes, 0)))
      }
    }

    /// Puts the band into ship mode.
    public func ship(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.write, group: SMPGroup.band, command: BandCommand.ship, to: buffer) { $0.map(0) }
    }
  }
#endif
