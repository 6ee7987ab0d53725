// The band asks nobody: not in firmware.
#if !hasFeature(Embedded)
  extension SMPRequest {
    /// What only the first piece of an upload says.
    public struct UploadStart {
      /// Bytes of the whole file.
      public var length: UInt32
      /// SHA-256 of the whole file, by which a server knows an upload that was broken off.
      public var sha256: UnsafeBufferPointer<UInt8>
      /// The image's number; nil leaves it out, which means 0.
      public var image: UInt32?
      /// Whether only a newer version is to be taken.
      public var upgradesOnly: Bool

      /// A start of these parts.
      public init(
        length: UInt32, sha256: UnsafeBufferPointer<UInt8>, image: UInt32? = nil, upgradesOnly: Bool = false
      ) {
        self.length = length
        self.sha256 = sha256
        self.image = image
        self.upgradesOnly = upgradesOnly
      }
    }

    /// Asks for the state of all image slots.
    public func imageState(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.read, group: SMPGroup.image, command: ImageCommand.state, to: buffer) { $0.map(0) }
    }

    /// Marks the image of this hash to be tested at the next reset, or for good with `confirm`; without a hash confirms the
    /// one that runs.
    public func setImageState(
      hash: UnsafeBufferPointer<UInt8>?, confirm: Bool, to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.write, group: SMPGroup.image, command: ImageCommand.state, to: buffer) {
        $0.map(hash == nil ? 1 : 2)
        if let hash {
          $0.text("hash")
          $0.bytes(hash)
        }
        $0.text("confirm")
        $0.boolean(confirm)
      }
    }

    /// A piece of an image, from `offset` on; `start` goes with the one at offset 0.
    public func upload(
      offset: UInt32, data: UnsafeBufferPointer<UInt8>, start: UploadStart? = nil,
      to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.write, group: SMPGroup.image, command: ImageCommand.upload, to: buffer) {
        $0.map(2 + (start == nil ? 0 : 2 + (start?.image == nil ? 0 : 1) + (start?.upgradesOnly == true ? 1 : 0)))
        if let image = start?.image {
          $0.text("image")
          $0.unsigned(UInt64(image))
        }
        if let start {
          $0.text("len")
          $0.unsigned(UInt64(start.length))
        }
        $0.text("off")
        $0.unsigned(UInt64(offset))
        if let start {
          $0.text("sha")
          $0.bytes(start.sha256)
          if start.upgradesOnly {
            $0.text("upgrade")
            $0.boolean(true)
          }
        }
        $0.text("data")
        $0.bytes(data)
      }
    }

    /// Asks for a slot to be erased; nil leaves the choice, slot 1, to the server.
    public func eraseImage(slot: UInt32?, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.write, group: SMPGroup.image, command: ImageCommand.erase, to: buffer) {
        $0.map(slot == nil ? 0 : 1)
        if let slot {
          $0.text("slot")
          $0.unsigned(UInt64(slot))
        }
      }
    }

    /// Asks for the slots and their sizes.
    public func slotInfo(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.read, group: SMPGroup.image, command: ImageCommand.slotInfo, to: buffer) { $0.map(0) }
    }
  }
#endif
