import Testing

@testable import Formats

@Suite struct RelativePathTests {
  @Test func foldersOfFiles() {
    #expect(RelativePath.folder(of: "a") == "")
    #expect(RelativePath.folder(of: "/a") == "/")
    #expect(RelativePath.folder(of: "b/a") == "b")
    #expect(RelativePath.folder(of: "/c/b/a.yaml") == "/c/b")
  }

  @Test func pathsAreRelativeToTheFile() {
    #expect(RelativePath.resolve("a", in: "") == "a")
    #expect(RelativePath.resolve("a", in: "/") == "/a")
    #expect(RelativePath.resolve("../a", in: "b") == "b/../a")
    #expect(RelativePath.resolve("/a", in: "b") == "/a")
  }

  @Test(arguments: [("b", "b"), ("a/b.yaml", "b"), ("b.tar.gz", "b.tar"), (".b", ".b"), ("a/", "a"), ("/", "/")])
  func bareNames(_ path: String, _ name: String) {
    #expect(RelativePath.bareName(of: path) == name)
  }
}
