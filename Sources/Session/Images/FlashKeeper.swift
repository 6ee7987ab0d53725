import Boards
import Formats
import Images
import Machine
import Parts

/// Keeps a file in step with the band's flash.
final class FlashKeeper {
  /// What went wrong at the first write that failed.
  private(set) var failure: InputError?
  private var changes: Subscription?
  private let file: FlashFile
  /// What a range of the flash holds.
  private let bytes: (Range<Int>) -> [UInt8]
  private let size: Int
  private let sectorSize: Int

  /// From now on the file follows the chip; `kept` is the file and what it holds. A state that the run goes on from brings its
  /// own flash: the file must hold that already, or be new. Throws one line where it is another flash.
  init(_ kept: (file: FlashFile, contents: [UInt8]), _ inputs: RunInputs, band: any Board) throws(InputError) {
    let (file, contents) = kept
    let isMapped = inputs.model.isStorageMapped
    bytes = { [unowned band] range in
      isMapped ? band.chip.flash[range] : band.storage.contentsWhenDone(range)
    }
    size = contents.count
    let present = bytes(0..<size)
    if file.isNew && inputs.snapshot != nil {
      _ = try file.program([(0, present)], sectorSize: inputs.model.sectorSize)
    } else if let place = present.firstDifference(from: contents, in: present.indices) {
      throw InputError(
        "\(file.path): differs at \(Hex.word(UInt32(place))) from the flash in \(inputs.options.snapshotInPath ?? ""); "
          + "go on without --flash, or with a file that does not exist yet")
    }
    self.file = file
    sectorSize = inputs.model.sectorSize
    changes = band.storage.watchChanges { [unowned self] range in
      guard failure == nil else { return }
      do throws(InputError) {
        try file.write(bytes(range)[...], at: range.lowerBound)
      } catch {
        failure = error
      }
    }
  }

  /// Writes what the file and the chip have different, where the chip has gone back in time.
  func follow() {
    guard failure == nil else { return }
    do throws(InputError) {
      _ = try file.program([(0, bytes(0..<size))], sectorSize: sectorSize)
    } catch {
      failure = error
    }
  }
}
