/// A connection with one other process.
public protocol AirChannel: AnyObject {
  /// Sends bytes, in order. One that is broken shows so when it is read.
  func send(_ bytes: [UInt8])
  /// What has come: nothing where there is nothing new, `nil` where the other end is gone.
  func receive() -> [UInt8]?
  /// Ends it.
  func close()
}
