import SMP

extension SMPClient {
  /// How an upload ended.
  public enum UploadEnd: Sendable, Equatable {
    /// The device has all of it. `resumedAt` is where it went on from an upload that was broken off, else 0.
    case done(resumedAt: Int)
    /// All is sent, but the answer to the last piece was lost, and the device has closed the upload since: whether it has
    /// the image is for its image state to tell.
    case uncertain(resumedAt: Int)
    /// `progress` said not to go on; the next upload of the same file goes on here.
    case stopped(at: Int)
  }

  /// After so many answers without progress the device is taken to be stuck.
  private static let patience = 8

  /// Uploads an image file in pieces as large as the device takes. `sha256` is the hash of the file; a device that has a
  /// part of the same file goes on from there. `image` is the number of the image, nil for the only one. `progress` is
  /// told bytes so far and says whether to go on.
  ///
  /// Throws an `SMPError`; `corrupted` when the device says at the end that it has got something else.
  public func upload(
    _ file: [UInt8], sha256: [UInt8], image: Int? = nil, upgradesOnly: Bool = false,
    progress: (Int) -> Bool = { _ in true }
  ) throws(SMPError) -> UploadEnd {
    var offset = 0
    var resumedAt = 0
    var stalls = 0
    while true {
      let count = try pieceSize(of: file, at: offset, sha256: sha256, image: image)
      let isLast = offset > 0 && offset + count == file.count
      let answer = Result { () throws(SMPError) in
        try request("upload", timeout: offset == 0 ? max(timeout, Self.eraseTimeout) : nil) {
          Self.write(
            $0, file, offset..<offset + count, sha256: sha256, image: image, upgradesOnly: upgradesOnly, to: $1)
        }
      }
      if isLast && lastTries > 1 && Self.hasClosed(answer) { return .uncertain(resumedAt: resumedAt) }
      let reply = try answer.get()
      guard let next = reply["off"]?.integer, (0...file.count).contains(next) else {
        throw .malformed(command: "upload", what: "offset within the file")
      }
      if offset == 0 && next > count { resumedAt = next }
      stalls = next > offset ? 0 : stalls + 1
      guard stalls < Self.patience else {
        throw .corrupted("upload: the device stays at byte \(next) of \(file.count)")
      }
      offset = next
      let goesOn = progress(offset)
      guard offset < file.count else {
        if reply["match"] == .boolean(false) {
          throw .corrupted("upload: the device says that it has not got what was sent; try again")
        }
        return .done(resumedAt: resumedAt)
      }
      guard goesOn else { return .stopped(at: offset) }
    }
  }

  /// Whether a device that is sent the last piece a second time has finished with the first: it refuses, or begins anew.
  private static func hasClosed(_ answer: Result<SMPValue, SMPError>) -> Bool {
    switch answer {
    case .success(let reply): reply["off"] == .unsigned(0)
    case .failure(.refused): true
    case .failure: false
    }
  }

  /// How many bytes of the file go into a request at this offset: as many as fit.
  private func pieceSize(of file: [UInt8], at offset: Int, sha256: [UInt8], image: Int?) throws(SMPError) -> Int {
    let empty = try encode("upload") {
      Self.write($0, file, offset..<offset, sha256: sha256, image: image, upgradesOnly: true, to: $1)
    }
    // The head of the data takes up to two bytes more than that of none.
    let room = messageLimit - empty.count - 2
    guard room > 0 else { throw .tooLarge(command: "upload", limit: messageLimit) }
    return min(room, file.count - offset)
  }

  private static func write(
    _ request: SMPRequest, _ file: [UInt8], _ piece: Range<Int>, sha256: [UInt8], image: Int?, upgradesOnly: Bool,
    to buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    sha256.withUnsafeBufferPointer { sha256 in
      let start = SMPRequest.UploadStart(
        length: UInt32(clamping: file.count), sha256: sha256, image: image.map { UInt32(clamping: $0) },
        upgradesOnly: upgradesOnly)
      return file[piece].withUnsafeBufferPointer {
        request.upload(
          offset: UInt32(clamping: piece.lowerBound), data: $0, start: piece.lowerBound == 0 ? start : nil, to: buffer)
      }
    }
  }
}
