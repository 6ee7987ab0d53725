// The band asks nobody: not in firmware.
#if !hasFeature(Embedded)
  extension SMPRequest {
    /// Asks for a piece of a file (its name in UTF-8) from `offset` on; the server chooses how long a piece.
    public func readFile(
      _ name: UnsafeBufferPointer<UInt8>, offset: UInt32, to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.read, group: SMPGroup.files, command: FileCommand.transfer, to: buffer) {
        $0.map(2)
        $0.text("off")
        $0.unsigned(UInt64(offset))
        $0.text("name")
        $0.text(name)
      }
    }

    /// Asks for the length of a file.
    public func fileStatus(
      _ name: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.read, group: SMPGroup.files, command: FileCommand.status, to: buffer) {
        $0.map(1)
        $0.text("name")
        $0.text(name)
      }
    }

    /// Asks for a hash of a file; without a type, the server's default.
    public func fileHash(
      _ name: UnsafeBufferPointer<UInt8>, type: UnsafeBufferPointer<UInt8>?,
      to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.read, group: SMPGroup.files, command: FileCommand.hash, to: buffer) {
        $0.map(type == nil ? 1 : 2)
        $0.text("name")
        $0.text(name)
        if let type {
          $0.text("type")
          $0.text(type)
        }
      }
    }

    /// Asks the server to close the file that the last transfer left open.
    public func closeFile(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.write, group: SMPGroup.files, command: FileCommand.close, to: buffer) { $0.map(0) }
    }
  }
#endif
