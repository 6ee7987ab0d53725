/// A block whose data register the DMA controller moves words to or from, at the block's own pace.
public protocol DMAClient: AnyObject {
  /// Whether it holds data to be read: serves the even channel of a pair.
  var requestsDMARead: Bool { get }
  /// Whether it can take data: serves the odd channel of a pair.
  var requestsDMAWrite: Bool { get }
  /// Told after every change of the two requests.
  var onDMARequest: (() -> Void)? { get set }
}
