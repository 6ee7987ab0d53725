import Boards
import Machine

/// A program or erase of the flash begins.
final class FlashStop: EventStop {
  private var watching: Subscription?

  init(_ text: String, storage: any FirmwareStorage) {
    super.init(text)
    watching = storage.watchOperations { [unowned self] in onHit("operation \($0) of the flash begins") }
  }
}
