/// Commands of the band's own group that all boards have: they ask the main loop for something.
extension BandDevice {
  /// A notification, which is refused where it is too long or buzzes too often, or ship mode, which waits until nothing
  /// charges.
  func takeWish(_ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard header.operation == .write else { return .failed(.notSupported) }
    if header.command == BandCommand.notification {
      guard let text = request.text("text"), text.count <= BandCommand.textLimit,
        let buzzes = request.number("buzz", or: UInt64(BandCommand.usualBuzzes)),
        buzzes <= UInt64(BandCommand.mostBuzzes)
      else { return .failed(.invalid) }
      #if !BOARD_BAND1
        var bytes = text.bytes()
        Screen.notice = Notice(text.count) { bytes.next() }
      #endif
      Wanted.buzzes = UInt32(truncatingIfNeeded: buzzes)
      Wanted.isNotice = true
      Statistic.notifications.count()
    } else if header.command == BandCommand.ship {
      Wanted.isShip = true
    } else {
      return .failed(.notSupported)
    }
    reply.map(0)
    return .done
  }
}
