import Foundation
import Testing

@testable import Session

@Suite struct ShippedImageFileTests {
  @Test func aNameIsThatOfAShippedImage() throws {
    let path = try ShippedImage.file("band")
    #expect(path.hasSuffix("/firmware-images/band/band.elf"))
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: ["band.elf", "./band", "none/band", ""]) func aPathIsItself(_ text: String) throws {
    #expect(try ShippedImage.file(text) == text)
  }

  @Test func anotherWordNamesTheNearest() {
    #expect {
      try ShippedImage.file("bnd")
    } throws: { error in
      "\(error)" == "bnd: no such file, and no shipped image of that name (did you mean 'band'?)"
        + "; 'bandbox images' lists those"
    }
  }
}
