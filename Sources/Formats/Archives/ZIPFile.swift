import Foundation

/// A ZIP archive (PKWARE APPNOTE 6.3.3): deflated files, without dates. Each file and the whole stay below 4 GiB.
package enum ZIPFile {
  /// The archive's bytes.
  package static func render(_ files: [(name: String, bytes: [UInt8])]) -> Data {
    var archive = Data()
    var directory = Data()
    for (name, bytes) in files {
      let packed = Zlib.compress(bytes, as: .raw)
      let offset = UInt32(archive.count)
      // What both headers have: version 2.0, no flags, deflated, 1980-01-01 00:00, then CRC, sizes, the name's length.
      var common = little(UInt16(20)) + little(UInt16(0)) + little(UInt16(8)) + little(UInt16(0)) + little(UInt16(0x21))
      common += little(Zlib.crc32(bytes)) + little(UInt32(packed.count)) + little(UInt32(bytes.count))
      common += little(UInt16(name.utf8.count)) + little(UInt16(0))
      archive += little(UInt32(0x0403_4B50)) + common
      archive += Array(name.utf8) + packed
      directory += little(UInt32(0x0201_4B50)) + little(UInt16(20)) + common
      // No comment, disk 0, no attributes, where the file stands.
      directory += little(UInt16(0)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0)) + little(offset)
      directory += Array(name.utf8)
    }
    let (start, count) = (UInt32(archive.count), UInt16(files.count))
    archive += directory
    archive += little(UInt32(0x0605_4B50)) + little(UInt16(0)) + little(UInt16(0)) + little(count) + little(count)
    archive += little(UInt32(directory.count)) + little(start) + little(UInt16(0))
    return archive
  }

  private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
