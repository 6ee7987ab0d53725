// The band asks nobody: not in firmware.
#if !hasFeature(Embedded)
  extension SMPRequest {
    /// Asks which bootloader there is; with `mode`, how it changes images.
    public func bootloader(mode: Bool, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.read, group: SMPGroup.os, command: OSCommand.bootloader, to: buffer) {
        $0.map(mode ? 1 : 0)
        guard mode else { return }
        $0.text("query")
        $0.text("mode")
      }
    }

    /// Runs a command line; `word` gives the UTF-8 of each word.
    public func shell(
      words: Int, to buffer: UnsafeMutableBufferPointer<UInt8>,
      word: (Int, (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) -> Int? {
      write(.write, group: SMPGroup.shell, command: ShellCommand.execute, to: buffer) { writer in
        writer.map(1)
        writer.text("argv")
        writer.array(words)
        for index in 0..<max(0, words) { word(index) { writer.text($0) } }
      }
    }

    /// Asks which groups there are, with their names.
    public func groupDetails(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.read, group: SMPGroup.enumeration, command: EnumerationCommand.details, to: buffer) { $0.map(0) }
    }

    /// Asks for the numbers of the groups there are.
    public func groupList(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.read, group: SMPGroup.enumeration, command: EnumerationCommand.list, to: buffer) { $0.map(0) }
    }
  }
#endif
