import SMP

/// The group that the bands of this project have for themselves.
extension SMPClient {
  /// Notifies the wearer with a text of up to `BandCommand.textLimit` bytes, and so many buzzes where a number is given.
  public func notify(_ text: String, buzzes: Int? = nil) throws(SMPError) {
    _ = try request("notify", again: false) { request, buffer in
      text.lendUTF8 { request.notification($0, buzzes: buzzes, to: buffer) }
    }
  }

  /// Turns everything off until the band is charged.
  public func ship() throws(SMPError) { _ = try request("ship", again: false) { $0.ship(to: $1) } }
}
